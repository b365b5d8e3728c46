"""Django's own apps with models, on ObjectId keys."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig

_OBJECT_ID = "django_mongodb_backend.fields.ObjectIdAutoField"


class MongoAdminConfig(AdminConfig):
    """The admin, with its log entries in the accounts' home."""

    default_auto_field = _OBJECT_ID


class MongoAuthConfig(AuthConfig):
    """Groups and permissions; the accounts app replaces the user."""

    default_auto_field = _OBJECT_ID


class MongoContentTypesConfig(ContentTypesConfig):
    """Content types; their ids differ per database, so nothing outside this home keeps them."""

    default_auto_field = _OBJECT_ID
