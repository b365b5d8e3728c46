import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from yggdrasil.mongodb.geography import AbsentModule

PROGRAM = """
import subprocess, sys
import yggdrasil.mongodb

def refuse(*words, **options):
    raise SystemExit(f"started {words}")

subprocess.Popen = refuse
import django_mongodb_backend.features, django_mongodb_backend.operations
assert "django_mongodb_backend.gis.features" not in sys.modules
"""


class TestLeaveOut:
    def test_lets_the_backend_load_without_a_search_for_gdal(self):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr


class TestAbsentModule:
    def test_stands_being_looked_over_with_all_other_modules(self):
        assert getattr(AbsentModule("gdal"), "__file__", None) is None

    def test_answers_imports_as_where_gdal_is_missing(self):
        with pytest.raises(ImproperlyConfigured, match=r"gdal\.lgdal"):
            _ = AbsentModule("gdal").lgdal
