"""A service is an app with a home: what it owns and whom it needs is declared on its AppConfig."""

from typing import ClassVar

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """The declared half of the ownership matrix; `manage.py services` compares it with the code.

    Attributes:
        owns: names of the collections that only this app reads and writes.
        needs: labels of the apps whose `api` or `data` it uses.
    """

    # Django takes a module's only AppConfig; this one, imported beside it, does not count.
    default = False

    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"

    owns: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Let each app's own configuration be found."""
        cls.default = True
