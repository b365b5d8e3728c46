"""Dead letters: what hearers could not take, for those who decide what becomes of it."""

from collections.abc import Iterator
from typing import Any

from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.models import FailureState, InboxFailure
from yggdrasil.bus.retries import Retries, UnknownFailureError
from yggdrasil.mongodb.homes import alias_of


class DeadLetters:
    """The undelivered facts of all apps."""

    def __init__(self, hearers: Hearers) -> None:
        """Choose the apps.

        Args:
            hearers: who hears what.
        """
        self.hearers = hearers

    def all(self, *, state: str = FailureState.DEAD) -> Iterator[tuple[str, InboxFailure]]:
        """List undelivered facts, oldest first in each app.

        Args:
            state: `dead`, `retrying` or `waiting`.

        Yields:
            Label of the hearing app, and the failure.
        """
        for app, table in self.hearers.tables.items():
            if table:
                found = InboxFailure.objects.using(alias_of(app)).filter(state=state)
                yield from ((app, failure) for failure in found.order_by("failed_at").iterator())

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
