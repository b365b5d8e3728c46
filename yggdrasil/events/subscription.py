"""What an app hears: the name of a fact, the small shape needed of it, and what is then done."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from yggdrasil.services import ServiceConfig

Needed = TypeVar("Needed")


@dataclass(frozen=True, kw_only=True)
class Subscription(Generic[Needed]):
    """One line of an app's table of facts heard.

    Attributes:
        hears: name of the fact; its teller is never imported.
        needs: frozen dataclass with only the payload's fields that the hearer uses.
        does: function of the fact in that shape; makes one call of an operation.
        does_all: the same for many facts at once, where one call for all is much cheaper.
    """

    hears: str
    needs: type[Needed]
    does: Callable[[Needed], object]
    does_all: Callable[[list[Needed]], object] | None = None

    @property
    def key(self) -> str:
        """Return what tells this line from all others, of any version of the table."""
        return f"{self.hears} {self.handler}"

    @property
    def handler(self) -> str:
        """Return the stable name of the handler, the second half of the inbox key."""
        return f"{self.does.__module__}.{self.does.__qualname__}"


def subscriptions_of(app: str) -> tuple[Subscription[Any], ...]:
    """Return the facts that one app hears.

    Args:
        app: label of a service app.

    Returns:
        Its table, in the order written.
    """
    config = apps.get_app_config(app)
    if not module_has_submodule(config.module, "subscriptions"):
        return ()
    module = import_module(f"{config.name}.subscriptions")
    table: tuple[Subscription[Any], ...] = module.SUBSCRIPTIONS
    return table


def all_subscriptions() -> dict[str, tuple[Subscription[Any], ...]]:
    """Return the tables of all service apps by label."""
    return {
        config.label: subscriptions_of(config.label)
        for config in apps.get_app_configs()
        if isinstance(config, ServiceConfig)
    }
