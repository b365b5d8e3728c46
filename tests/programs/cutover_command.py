"""manage.py split_databases on databases of one's own.

python -m tests.programs.cutover_command DATABASES OPTION...

DATABASES is JSON, alias to name. The options are those of the command.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.conf import settings
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    for alias, name in json.loads(sys.argv[1]).items():
        settings.DATABASES[alias]["NAME"] = name
    django.setup()
    execute_from_command_line(["manage.py", "split_databases", *sys.argv[2:]])
