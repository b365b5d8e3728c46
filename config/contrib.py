"""Django's own apps with models, on ObjectId keys."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig, SimpleAdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.auth.signals import user_logged_in
from django.contrib.contenttypes.apps import ContentTypesConfig

# Pages of the platform's own documents.
_PAGES = ("yggdrasil.admin.facts", "yggdrasil.admin.letters")

_OBJECT_ID = "django_mongodb_backend.fields.ObjectIdAutoField"


class MongoAdminConfig(AdminConfig):
    """The admin, with its log entries in the accounts' home."""

    default_auto_field = _OBJECT_ID

    def ready(self) -> None:
        """Find the apps' pages, then add the platform's."""
        super().ready()
        for page in _PAGES:
            import_module(page)


class ModelsOnlyAdminConfig(SimpleAdminConfig):
    """The admin's log entries, without any page."""

    default_auto_field = _OBJECT_ID

    def ready(self) -> None:
        """Leave out the checks of what only pages need."""


class MongoAuthConfig(AuthConfig):
    """Groups and permissions; the accounts app replaces the user."""

    default_auto_field = _OBJECT_ID

    def ready(self) -> None:
        """Leave the time of the last sign-in to the operation that lets people in."""
        super().ready()
        user_logged_in.disconnect(dispatch_uid="update_last_login")


class MongoContentTypesConfig(ContentTypesConfig):
    """Content types; their ids differ per database, so nothing outside this home keeps them."""

    default_auto_field = _OBJECT_ID
