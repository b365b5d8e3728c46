"""The hearing side: what comes from the broker is checked for gaps, and gaps are filled first.

The broker may lose, double and reorder. Whoever has a position and the teller's store needs
nothing else; messages only make it fast.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from yggdrasil import clock
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.bus.effects.progress import Progress, ProgressMovedError
from yggdrasil.bus.hearing import feed
from yggdrasil.bus.hearing.catching_up import CatchingUp
from yggdrasil.bus.hearing.feed import HandedOver, Published
from yggdrasil.eventstore.store import Recorded

# How often a batch is tried while somebody else hears the same home.
MOST_ATTEMPTS = 3
# Counting further would cost more than the figure is worth.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Inbox(CatchingUp):
    """What one app hears."""

    def take(self, *batches: Batch) -> None:
        """Let each fact of some batches take effect, if it has not yet.

        Batches that follow each other take effect together. One that came before is done with;
        where something is missing before it, everything up to the end of its window is taken from
        the teller's store instead.

        Args:
            batches: from the broker; doubled, late and early ones are welcome.

        Raises:
            UnavailableError: if the home is away; nothing is lost by letting the batches go.
        """
        ordered = sorted(batches, key=self._order)
        for home, together in groupby(ordered, key=lambda batch: batch.home):
            self._take_of(home, list(together))

    def _order(self, batch: Batch) -> tuple[str, int, str, int]:
        place = batch.places.get(self.app)
        return batch.home, batch.end, batch.window, place.part if place is not None else 0

    def _take_of(self, home: str, batches: Sequence[Batch]) -> None:
        known = self._streams.known.pop(home, None)
        if known is not None:
            with suppress(ProgressMovedError):
                batches = self._hear(home, batches, since=known)
        for _ in range(MOST_ATTEMPTS):
            if not batches:
                return
            with suppress(ProgressMovedError):
                batches = self._take_next(home, batches)
        self.catch_up(home, until=max(batch.end for batch in batches))

    def _take_next(self, home: str, batches: Sequence[Batch]) -> Sequence[Batch]:
        """Take what can be taken now; return what is left."""
        left = self._hear(home, batches, since=self.progress(home))
        if left:
            self.catch_up(home, until=left[0].end)
        return left[1:]

    def _hear(self, home: str, batches: Sequence[Batch], *, since: Progress) -> Sequence[Batch]:
        """Take batches as far as each follows the one before; return the others."""
        made, left = since, list(batches)
        # A relay that died may have sent a fact in two windows.
        facts: dict[str, Recorded] = {}
        while left and self._is_known(left[0], made):
            batch = left.pop(0)
            if not self._is_done(batch, made):
                made = made.after(batch, batch.places[self.app])
                facts.update((fact.envelope.id, fact) for fact in batch.facts)
        if facts:
            self._take_effect(home, facts.values(), since=since, made=made)
        return left

    def _take_effect(
        self, home: str, facts: Iterable[Recorded], *, since: Progress, made: Progress
    ) -> None:
        kept = made

        def claim() -> None:
            nonlocal kept
            now = replace(made, is_clear=since.is_clear or not self.failures.any())
            kept = self._streams.heard_parts(home, self._lines(home), since=since, made=now)

        tasks = self._tasks(home, facts)
        self._applying.apply(tasks, claim=claim, is_fresh=True, is_clear=since.is_clear)
        self._streams.known[home] = kept

    def _is_known(self, batch: Batch, progress: Progress) -> bool:
        """Return whether nothing before a batch is missing."""
        return self._is_done(batch, progress) or self._is_next(batch, progress)

    def _is_next(self, batch: Batch, progress: Progress) -> bool:
        """Return whether everything before a batch was taken, and nothing of it."""
        place = self._place(batch, progress)
        return (
            place is not None
            and bool(batch.facts)
            and batch.end > progress.position
            and _follows(batch, place, progress)
        )

    def _is_done(self, batch: Batch, progress: Progress) -> bool:
        """Return whether a batch has come before."""
        place = self._place(batch, progress)
        return place is not None and (
            batch.end <= progress.position or place.part <= progress.parts_of(batch.window)
        )

    def _place(self, batch: Batch, progress: Progress) -> Place | None:
        """Return the place of a batch if relay, hearer and progress speak of the same table."""
        place, home = batch.places.get(self.app), batch.home
        if place is None or self._new_lines(home, progress) or not self._agrees(home, place.table):
            return None
        return place

    def waiting(self, home: str) -> int:
        """Return how many facts a teller has handed over that were not taken yet, up to 10,000.

        Args:
            home: alias of the home that tells.
        """
        progress, target = self.progress(home), feed.published(home, to=self.app)
        return feed.count(
            home,
            names=self._names(self._lines(home)),
            after=progress.position,
            until=target.position,
            most=MOST_COUNTED,
        )

    def oldest_waiting(self, home: str) -> datetime | None:
        """Return when the oldest fact not taken yet became true; None if none waits.

        Args:
            home: alias of the home that tells.
        """
        progress, target = self.progress(home), feed.published(home, to=self.app)
        names = self._names(self._lines(home))
        told = feed.told(home, names=names, after=progress.position, until=target.position, limit=1)
        first = next(told, None)
        return first.envelope.occurred_at if first is not None else None

    def stalled(
        self,
        kept: Mapping[str, Progress],
        *,
        since: datetime,
        handed_over: Callable[[str], HandedOver] = feed.handed_over,
    ) -> list[str]:
        """Return the homes that have handed over more than was taken, where nothing is moving.

        Args:
            kept: progress by home, as `kept` returns it.
            since: progress made after this moment counts as moving.
            handed_over: asks a home; one that remembers may serve several apps.
        """
        return [
            home
            for home in self.homes
            if self._is_stalled(
                home, kept.get(home, Progress()), handed_over(home).to(self.app), since
            )
        ]

    def _is_stalled(
        self, home: str, progress: Progress, target: Published, since: datetime
    ) -> bool:
        if progress.updated_at is None or self._new_lines(home, progress):
            return target.position > 0
        end = target.heard if self._agrees(home, target.table) else target.position
        # A time to come was written before a clock was set back.
        is_moving = since <= progress.updated_at <= clock.now()
        return progress.position < end and not is_moving

    def reached(self, home: str) -> int:
        """Return the position up to which this app has what it hears of a home.

        Args:
            home: alias of the home that tells.

        Returns:
            Where it agrees with the relay that nothing follows for it, all that was handed over.
        """
        progress, target = self.progress(home), feed.published(home, to=self.app)
        if self._new_lines(home, progress):
            return 0
        has_all = self._agrees(home, target.table) and progress.position >= target.heard
        return max(progress.position, target.position if has_all else 0)


def _follows(batch: Batch, place: Place, progress: Progress) -> bool:
    """Return whether everything before a batch was taken."""
    is_next = place.part == progress.parts_of(batch.window) + 1
    return is_next and place.after <= progress.position
