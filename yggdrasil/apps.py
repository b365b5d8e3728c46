"""The platform as a Django app."""

from django.apps import AppConfig


class YggdrasilConfig(AppConfig):
    """One app and one label for all rooms; its documents live in every home."""

    name = "yggdrasil"
    label = "yggdrasil"
    verbose_name = "Platform"
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
