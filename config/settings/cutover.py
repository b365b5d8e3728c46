"""The settings of commands that only move documents, which start sooner so: no page, no task."""

from config.settings.databases import *
from config.settings.django import *
from config.settings.logging import *
from config.settings.security import *
from config.settings.yggdrasil import *

# All that has models, and with them migrations; what registers pages, doors and hearers is left.
INSTALLED_APPS = [
    "yggdrasil.apps.ModelsOnlyConfig",
    *(name for name in INSTALLED_APPS if name.startswith("apps.")),
    "config.contrib.ModelsOnlyAdminConfig",
    "config.contrib.MongoAuthConfig",
    "config.contrib.MongoContentTypesConfig",
    "django.contrib.sessions",
    "django_mongodb_backend",
]
