"""Who hears what: the apps' tables of subscriptions, turned both ways."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from yggdrasil.events.subscription import Subscription, all_subscriptions, all_upcasters
from yggdrasil.events.upcasting import Upcasters
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.services import services_by_app

EXCHANGE = "yggdrasil.events"


@dataclass(frozen=True)
class Hearers:
    """The tables of all apps.

    Attributes:
        tables: subscriptions by label of the hearing app.
        services: name of the service by label of the app.
        upcasters: how older versions of a fact become the one that is heard.
    """

    tables: Mapping[str, tuple[Subscription[Any], ...]]
    services: Mapping[str, str]
    upcasters: Upcasters = field(default_factory=Upcasters)

    @cached_property
    def of_name(self) -> dict[str, tuple[str, ...]]:
        """Return the hearing apps by name of the fact, each app once."""
        heard: dict[str, dict[str, None]] = {}
        for app, table in self.tables.items():
            for subscription in table:
                for name in self.versions(subscription.hears):
                    heard.setdefault(name, {})[app] = None
        return {name: tuple(apps) for name, apps in heard.items()}

    def names(self, app: str) -> list[str]:
        """Return the names that an app hears, sorted.

        Args:
            app: label of the hearing app.

        Returns:
            Each name once.
        """
        return sorted({name for line in self.tables[app] for name in self.versions(line.hears)})

    def tables_of(self, home: str) -> dict[str, str]:
        """Return a digest of what each app hears of a home; another table has another.

        Args:
            home: alias of the home that tells.

        Returns:
            Digests by label of the app, of those that hear anything at all.
        """
        if home not in self._tables_by_home:
            self._tables_by_home[home] = {
                app: self._digest(app, home) for app, table in self.tables.items() if table
            }
        return self._tables_by_home[home]

    # Who tells and who hears asks for these with every fact; making them costs more than that.
    @cached_property
    def _tables_by_home(self) -> dict[str, dict[str, str]]:
        return {}

    def _digest(self, app: str, home: str) -> str:
        names = [name for name in self.names(app) if home_of(name) == home]
        return sha256("\n".join(names).encode()).hexdigest()[:16]

    def versions(self, name: str) -> list[str]:
        """Return the names under which a fact is heard: its own and those of older versions.

        Args:
            name: name in a table of subscriptions.

        Returns:
            Names, the newest first.
        """
        return [name, *self.upcasters.older(name)]

    def subscriptions(self, app: str, name: str) -> list[Subscription[Any]]:
        """Return what an app does with facts of a name.

        Args:
            app: label of the hearing app.
            name: name of the fact.

        Returns:
            Its subscriptions, in the order of its table.
        """
        if (app, name) not in self._subscriptions:
            self._subscriptions[app, name] = [
                line for line in self.tables[app] if name in self.versions(line.hears)
            ]
        return self._subscriptions[app, name]

    @cached_property
    def _subscriptions(self) -> dict[tuple[str, str], list[Subscription[Any]]]:
        return {}

    def lines(self, app: str, home: str) -> frozenset[str]:
        """Return what an app hears of a home, and by whom; also what older versions it takes.

        Args:
            app: label of the hearing app.
            home: alias of the home that tells.

        Returns:
            See `line_of`.
        """
        if (app, home) not in self._lines:
            self._lines[app, home] = frozenset(
                line_of(name, subscription.handler)
                for subscription in self.tables[app]
                for name in self.versions(subscription.hears)
                if home_of(name) == home
            )
        return self._lines[app, home]

    @cached_property
    def _lines(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def hosted(self, services: Container[str]) -> list[str]:
        """Return the apps of some services that hear anything.

        Args:
            services: names of services.

        Returns:
            Labels of apps.
        """
        return [
            app for app, table in self.tables.items() if table and self.services[app] in services
        ]

    def queue(self, app: str) -> str:
        """Return the name of an app's queue, `<service>.events`."""
        return f"{self.services[app]}.events"

    def routing_key(self, name: str) -> str:
        """Return the routing key of a fact, `<service>.<fact name>`."""
        return f"{self.services[name.partition('.')[0]]}.{name}"

    def app_of_queue(self, queue: str) -> str:
        """Return the label of the app that a queue belongs to."""
        by_queue = {self.queue(app): app for app in self.services}
        return by_queue[queue]


def line_of(name: str, handler: str) -> str:
    """Return what tells one line from all others, whatever version of the table it stands in.

    Args:
        name: full name of the fact as it is told; a handler of a newer version hears several.
        handler: stable name of the handler.
    """
    return f"{name} {handler}"


def home_of(name: str) -> str:
    """Return the alias of the home that a fact of this name happens in.

    Args:
        name: full name of the fact.
    """
    return alias_of(name.partition(".")[0])


def declared() -> Hearers:
    """Return the hearers that the installed apps declare."""
    return Hearers(
        tables=all_subscriptions(),
        services=services_by_app(),
        upcasters=all_upcasters(),
    )
