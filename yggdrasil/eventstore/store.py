"""The promise: facts are kept per aggregate in order, and as a whole by position without holes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from yggdrasil.errors import ConflictError
from yggdrasil.events.envelope import Aggregate, Envelope


class Appended(StrEnum):
    """What an append did."""

    APPENDED = "appended"
    ALREADY_APPLIED = "already_applied"


class StreamConflictError(ConflictError):
    """Another fact stands where one was to be appended, or one before it is missing."""

    def __init__(self, *, aggregate: Aggregate, actual_version: int) -> None:
        """Name the aggregate.

        Args:
            aggregate: the aggregate and the version that was to be appended.
            actual_version: the version it is at.
        """
        super().__init__(
            f"{aggregate.kind} {aggregate.id} is at version {actual_version}: version "
            f"{aggregate.version} cannot be appended."
        )
        self.aggregate = aggregate
        self.actual_version = actual_version


class Recorded(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A fact and its place among all facts of its home.

    Attributes:
        position: 1 for the first of the home; then one more each, without holes.
        envelope: the fact.
    """

    position: int
    envelope: Envelope


class EventStore(Protocol):
    """The facts of one home.

    A fact gets its position only after it is committed, from the one relay that holds the home's
    lease; so positions have no holes, and nobody who has read up to a position missed one. The
    facts of one append, up to 500 of them, get positions that follow each other.
    """

    def append(self, facts: Sequence[Envelope]) -> Appended:
        """Keep facts, of one aggregate or of several, all or none.

        Args:
            facts: each with the version it is to get; those of one aggregate follow each other.

        Returns:
            `appended`, or `already_applied` if exactly these facts (by id) are kept already.

        Raises:
            StreamConflictError: if an aggregate is at another version than the first of its
                facts follows; nothing is kept.
        """

    def read_stream(
        self, *, kind: str, aggregate_id: str, after: int = 0, until: int | None = None
    ) -> Iterator[Envelope]:
        """Read the history of one aggregate, oldest first.

        Args:
            kind: `<app>.<model>`.
            aggregate_id: id of the aggregate.
            after: last version not wanted; 0 for the whole history.
            until: last version wanted; None for all there are.

        Yields:
            Its facts by version.
        """

    def read_names(
        self,
        names: Sequence[str],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> Iterator[Envelope]:
        """Read facts of some kinds, newest first.

        Args:
            names: full names of the kinds.
            since: earliest moment wanted, inclusive.
            until: moment from which none is wanted any more.
            limit: most facts, 1 to 10,000.

        Yields:
            Facts by the moment they became true, those not yet numbered too.
        """

    def read_all(
        self,
        *,
        after: int = 0,
        until: int | None = None,
        names: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Read all numbered facts of the home in order.

        Args:
            after: last position not wanted; 0 for all.
            until: last position wanted; None for all there are when the reading begins.
            names: only facts of these names; empty for all.
            limit: most facts; None for no bound.

        Yields:
            Facts by position, none left out.
        """

    def number(self, *, most: int) -> tuple[Recorded, ...]:
        """Give the next positions to committed facts that have none; for the relay alone.

        A fact never gets its position before an earlier one of its aggregate.

        Args:
            most: about how many facts at once; what was told together is not divided.

        Returns:
            The facts that got one, in order; empty if none waits.
        """

    def head(self) -> int:
        """Return the last position given; 0 if none was."""
