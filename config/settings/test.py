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
