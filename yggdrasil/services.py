"""A service is an app with a home: what it owns and whom it needs is declared on its AppConfig."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import ClassVar, cast

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


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


def modules_of_services(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Import a module of every service app that has it, lowest app first.

    Args:
        name: of the module within its app, for example `events`.

    Yields:
        Label of the app, and the module.
    """
    for config in apps.get_app_configs():
        if isinstance(config, ServiceConfig) and module_has_submodule(config.module, name):
            yield config.label, import_module(f"{config.name}.{name}")


def services_by_app() -> dict[str, str]:
    """Return the name of each app's service, by label of the app."""
    return cast("dict[str, str]", settings.YGGDRASIL["SERVICE_OF"])
