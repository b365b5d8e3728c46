"""The platform as a Django app."""

from django.apps import AppConfig
from django.core import checks

from yggdrasil.services import modules_of_services

# What every service app declares by being imported: facts, commands, queries, procedures, hearers.
DECLARING_MODULES = ("events", "operations", "queries", "api", "subscriptions")


class ModelsOnlyConfig(AppConfig):
    """The platform for commands that only move documents."""

    name = "yggdrasil"
    label = "yggdrasil"
    verbose_name = "Platform"
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"


class YggdrasilConfig(ModelsOnlyConfig):
    """One app and one label for all rooms; its documents live in every home."""

    default = True

    def ready(self) -> None:
        """Load what the apps declare, and register the checks of the rooms."""
        from celery import current_app  # noqa: PLC0415 - a while, which not every command has

        from yggdrasil.bus.checks import check_inbox_window  # noqa: PLC0415
        from yggdrasil.bus.worker import install  # noqa: PLC0415
        from yggdrasil.events import recorder  # noqa: PLC0415
        from yggdrasil.events.checks import check_subscriptions  # noqa: PLC0415
        from yggdrasil.eventstore.recorder import UnitRecorder  # noqa: PLC0415 - models are ready now
        from yggdrasil.mongodb.checks import register_checks  # noqa: PLC0415

        recorder.install(UnitRecorder())
        load_declarations()
        install(current_app)
        checks.register(check_subscriptions)
        checks.register(check_inbox_window)
        register_checks()


def load_declarations() -> None:
    """Import the declaring modules of every service app, lowest app first."""
    for name in DECLARING_MODULES:
        list(modules_of_services(name))
