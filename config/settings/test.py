"""The settings of pytest: the test environment, whatever the shell says."""

import os

os.environ["YGGDRASIL_ENV"] = "test"

from config.settings.main import *

# Argon2 is slow on purpose; tests sign in often. Those about hashing choose their own.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    *PASSWORD_HASHERS,
]

# Nothing was collected for tests; otherwise each client would be warned about that.
WHITENOISE_AUTOREFRESH = True

# Runs side by side share one Redis: each has a database of its own there, as in MongoDB.
_run = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
_server, _, _ = CACHES["default"]["LOCATION"].rpartition("/")
if _run and _server:
    REDIS_URL = CACHES["default"]["LOCATION"] = CELERY_BROKER_URL = f"{_server}/{int(_run) + 1}"
