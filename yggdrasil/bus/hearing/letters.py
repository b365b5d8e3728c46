"""Dead letters: what hearers could not take, for those who decide what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.retries import Retries, UnknownFailureError
from yggdrasil.bus.models import FailureState, InboxFailure
from yggdrasil.mongodb.homes import alias_of


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which undelivered facts are meant; what is left out does not matter.

    Attributes:
        state: `dead`, `retrying` or `waiting`.
        name: full name of the fact.
        error: how the error begins, for example with the name of its class.
        since: earliest moment of the failure, inclusive.
        until: moment of the failure from which none is meant any more.
    """

    state: str = FailureState.DEAD
    name: str | None = None
    error: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> dict[str, Any]:
        """Return the same as conditions of a query."""
        conditions = {
            "state": self.state,
            "name": self.name,
            "error__startswith": self.error,
            "failed_at__gte": self.since,
            "failed_at__lt": self.until,
        }
        return {name: value for name, value in conditions.items() if value is not None}


DEAD = Wanted()


class DeadLetters:
    """The undelivered facts of all apps."""

    def __init__(self, hearers: Hearers) -> None:
        """Choose the apps.

        Args:
            hearers: who hears what.
        """
        self.hearers = hearers

    def all(
        self, wanted: Wanted = DEAD, *, skip: int = 0, most: int | None = None
    ) -> Iterator[tuple[str, InboxFailure]]:
        """List undelivered facts, oldest first in each app.

        Args:
            wanted: which of them.
            skip: how many of the first are left out.
            most: how many at most; None for all that follow.

        Returns:
            Label of the hearing app, and the failure.
        """
        return islice(self._all(wanted), skip, None if most is None else skip + most)

    def get(self, key: str) -> tuple[str, InboxFailure]:
        """Return one undelivered fact.

        Args:
            key: `<fact id>/<handler>`.

        Returns:
            Label of the hearing app, and the failure.

        Raises:
            UnknownFailureError: if there is none of that key.
        """
        for app in self.hearers.tables:
            found = InboxFailure.objects.using(alias_of(app)).filter(pk=key).first()
            if found is not None:
                return app, found
        raise UnknownFailureError(f"There is no undelivered fact {key!r}.")

    def replay(self, key: str, *, payload: dict[str, Any] | None = None) -> bool:
        """Try a dead fact once more; see `Retries.replay`.

        Args:
            key: of the failure.
            payload: what to tell the handler instead.

        Returns:
            Whether it took effect now.
        """
        app, _ = self.get(key)
        return Retries(app, self.hearers).replay(key, payload=payload)

    def discard(self, key: str) -> None:
        """Give a dead fact up for good; see `Retries.discard`.

        Args:
            key: of the failure.
        """
        app, _ = self.get(key)
        Retries(app, self.hearers).discard(key)

    def _all(self, wanted: Wanted) -> Iterator[tuple[str, InboxFailure]]:
        for app, table in self.hearers.tables.items():
            if table:
                failures = InboxFailure.objects.using(alias_of(app))
                found = failures.filter(**wanted.conditions()).order_by("failed_at", "pk")
                yield from ((app, failure) for failure in found.iterator())
