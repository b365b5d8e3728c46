"""What an app hears: the name of a fact, the small shape needed of it, and what is then done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from yggdrasil.events.upcasting import Upcasters
from yggdrasil.services import modules_of_services

Needed = TypeVar("Needed")


@dataclass(frozen=True, kw_only=True)
class Subscription(Generic[Needed]):
    """One line of an app's table of facts heard.

    Attributes:
        hears: name of the fact; its teller is never imported.
        needs: frozen dataclass with only the payload's fields that the hearer uses.
        does: function of the fact in that shape; makes one call of an operation.
        does_all: the same for many facts at once, where one call for all is much cheaper.
        handler: stable name of the handler, by which it is known what it has heard; that of the
            function unless given. Give the old one when the function moves or is renamed, or it
            hears the past again.
    """

    hears: str
    needs: type[Needed]
    does: Callable[[Needed], object]
    does_all: Callable[[list[Needed]], object] | None = None
    handler: str = ""

    def __post_init__(self) -> None:
        if not self.handler:
            name = f"{self.does.__module__}.{self.does.__qualname__}"
            object.__setattr__(self, "handler", name)


def subscriptions_of(app: str) -> tuple[Subscription[Any], ...]:
    """Return the facts that one app hears.

    Args:
        app: label of a service app.

    Returns:
        Its table, in the order written.
    """
    return all_subscriptions().get(app, ())


def all_subscriptions() -> dict[str, tuple[Subscription[Any], ...]]:
    """Return the tables of all service apps by label."""
    return {app: module.SUBSCRIPTIONS for app, module in modules_of_services("subscriptions")}


def all_upcasters() -> Upcasters:
    """Return the upcasters that the apps' `events` declare as `UPCASTERS`."""
    return Upcasters(
        tuple(
            upcaster
            for _, module in modules_of_services("events")
            for upcaster in getattr(module, "UPCASTERS", ())
        )
    )
