"""The hearing side: each fact takes effect once, in the order of its aggregate.

Effect and marker stand in one transaction of the hearer's home. A batch is taken whole where that
works; where a handler fails its facts are taken one by one, and what fails is put aside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from pymongo.errors import BulkWriteError

from yggdrasil import clock
from yggdrasil.bus import feed
from yggdrasil.bus.batch import Batch
from yggdrasil.bus.failures import Failures
from yggdrasil.bus.handling import Task, run_all
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.markers import Markers
from yggdrasil.errors import UnavailableError
from yggdrasil.eventstore.store import Recorded
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import alias_of, collection_of
from yggdrasil.mongodb.unit_of_work import current_session, unit_of_work

CHUNK = 500

log = get_logger(__name__)


@dataclass(frozen=True)
class _Progress:
    count: int = 0
    position: int = 0
    # Lines of the table (name and handler) that were heard up to here.
    lines: frozenset[str] = frozenset()
    updated_at: datetime | None = None


@dataclass(frozen=True)
class Inbox:
    """What one app hears.

    Attributes:
        app: label of the hearing app.
        hearers: the tables of all apps.
    """

    app: str
    hearers: Hearers

    @cached_property
    def alias(self) -> str:
        """Return the alias of the app's home, where effects and markers are kept."""
        return alias_of(self.app)

    @cached_property
    def failures(self) -> Failures:
        """Return what this app could not take."""
        return Failures(alias=self.alias)

    @cached_property
    def markers(self) -> Markers:
        """Return which facts this app has taken."""
        return Markers(alias=self.alias)

    @cached_property
    def homes(self) -> list[str]:
        """Return the aliases of the homes that this app hears."""
        return sorted({_home_of(name) for name in self.hearers.names(self.app)})

    def take(self, batch: Batch) -> None:
        """Let each fact of a batch take effect, if it has not yet.

        A batch that came before is done with; one that came too early is first preceded, from the
        teller's store, by what is missing.

        Args:
            batch: from the broker; doubled, late and early ones are welcome.
        """
        progress, before = self._progress(batch.home), batch.before.get(self.app)
        if before is None or before > progress.count or self._new_lines(batch.home, progress):
            self.catch_up(batch.home, until=batch.end)
            progress = self._progress(batch.home)
        if before is not None and before + len(batch.facts) <= progress.count:
            return
        tasks = self._tasks(batch.home, batch.facts)
        if before != progress.count:
            self._apply(batch.home, tasks, progress)
            return
        reached = batch.end if self.app in batch.closes else batch.start
        after = replace(progress, count=before + len(batch.facts), position=reached)
        self._apply(batch.home, tasks, after, is_fresh=True)

    def catch_up(self, home: str, *, until: int = 0) -> int:
        """Take from a teller's store whatever it has handed to the broker and is not here yet.

        Args:
            home: alias of the home that tells.
            until: a position known to be numbered, if the relay has not yet noted that it handed
                over the facts up to it.

        Returns:
            How many facts were read; those already taken have no second effect.
        """
        progress, target = self._progress(home), feed.published(home, to=self.app)
        read = 0
        if new := self._new_lines(home, progress):
            # Only the new lines go back to the beginning: markers of the others may be gone.
            read += self._take_told(home, new, progress, after=0, until=progress.position)
        lines, end = self._lines(home), max(target.position, until)
        read += self._take_told(home, lines, progress, after=progress.position, until=end)
        reached = replace(progress, count=target.count, position=end)
        unit_of_work(self.alias).run(lambda: self._save(home, reached))
        if read:
            log.info("Caught up.", app=self.app, home=home, facts=read, position=end)
        return read

    def waiting(self, home: str) -> int:
        """Return how many facts a teller has handed over that were not taken yet.

        Args:
            home: alias of the home that tells.
        """
        return max(feed.published(home, to=self.app).count - self._progress(home).count, 0)

    def oldest_waiting(self, home: str) -> datetime | None:
        """Return when the oldest fact not taken yet became true; None if none waits.

        Args:
            home: alias of the home that tells.
        """
        progress, target = self._progress(home), feed.published(home, to=self.app)
        names = sorted({line.partition(" ")[0] for line in self._lines(home)})
        told = feed.told(home, names=names, after=progress.position, until=target.position)
        first = next(iter(told), None)
        return first.envelope.occurred_at if first is not None else None

    def is_stalled(self, home: str, *, since: datetime) -> bool:
        """Return whether a teller has handed over more than was taken, and nothing is moving.

        Args:
            home: alias of the home that tells.
            since: progress made after this moment counts as moving.
        """
        progress, target = self._progress(home), feed.published(home, to=self.app)
        if progress.updated_at is None or self._new_lines(home, progress):
            return target.position > 0
        return progress.count < target.count and progress.updated_at < since

    @property
    def _streams(self) -> Any:
        return collection_of(self.alias, "inbox_streams")

    def _progress(self, home: str) -> _Progress:
        found = self._streams.find_one({"_id": home})
        if found is None:
            return _Progress()
        return _Progress(
            count=found["count"],
            position=found["position"],
            lines=frozenset(found["lines"]),
            updated_at=found["updated_at"].replace(tzinfo=UTC),
        )

    def _lines(self, home: str) -> frozenset[str]:
        return frozenset(
            line.key for line in self.hearers.tables[self.app] if _home_of(line.hears) == home
        )

    def _new_lines(self, home: str, progress: _Progress) -> frozenset[str]:
        return self._lines(home) - progress.lines

    def _take_told(
        self, home: str, lines: frozenset[str], progress: _Progress, *, after: int, until: int
    ) -> int:
        heard = {line.partition(" ")[0] for line in lines}
        names = sorted({name for line in heard for name in self.hearers.versions(line)})
        read = 0
        for chunk in _chunks(feed.told(home, names=names, after=after, until=until)):
            tasks = [task for task in self._tasks(home, chunk) if task.subscription.key in lines]
            position = max(progress.position, chunk[-1].position)
            self._apply(home, tasks, replace(progress, position=position))
            read += len(chunk)
        return read

    def _apply(
        self, home: str, tasks: Sequence[Task], reached: _Progress, *, is_fresh: bool = False
    ) -> None:
        def whole() -> None:
            todo = list(tasks) if is_fresh else self.markers.without(tasks)
            free, held = self.failures.split(todo)
            self.markers.add(todo)
            run_all(free)
            self.failures.hold(held)
            self._save(home, reached)

        try:
            unit_of_work(self.alias).run(whole)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, see below
            if is_fresh and isinstance(error, BulkWriteError):
                # Some were taken meanwhile, by another worker or in catching up.
                self._apply(home, tasks, reached)
                return
            log.warning("Batch is taken one by one.", app=self.app, home=home, error=str(error))
            for task in tasks:
                self._take_one(task)
            unit_of_work(self.alias).run(lambda: self._save(home, reached))

    def _take_one(self, task: Task) -> None:
        try:
            unit_of_work(self.alias).run(lambda: self._effect(task))
        except UnavailableError:
            # Not the fact's fault: the broker will bring it again.
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept
            failure = error
            log.warning(
                "Fact put aside.", handler=task.handler, fact=task.fact.id, error=str(error)
            )
            unit_of_work(self.alias).run(lambda: self._put_aside(task, failure))

    def _effect(self, task: Task) -> None:
        if not self.markers.without([task]):
            return
        self.markers.add([task])
        free, held = self.failures.split([task])
        run_all(free)
        self.failures.hold(held)

    def _put_aside(self, task: Task, error: Exception) -> None:
        if self.markers.without([task]):
            self.markers.add([task])
            self.failures.put_aside(task, error=error)

    def _tasks(self, home: str, facts: Sequence[Recorded]) -> list[Task]:
        return [
            Task(
                subscription=subscription,
                fact=recorded.envelope,
                home=home,
                upcasters=self.hearers.upcasters,
            )
            for recorded in facts
            for subscription in self.hearers.subscriptions(self.app, recorded.envelope.name)
        ]

    def _save(self, home: str, reached: _Progress) -> None:
        self._streams.update_one(
            {"_id": home},
            {
                "$max": {"count": reached.count, "position": reached.position},
                "$set": {"lines": sorted(self._lines(home)), "updated_at": clock.now()},
            },
            upsert=True,
            session=current_session(),
        )


def _home_of(name: str) -> str:
    return alias_of(name.partition(".")[0])


def _chunks(facts: Iterable[Recorded]) -> Iterable[list[Recorded]]:
    chunk: list[Recorded] = []
    for fact in facts:
        chunk.append(fact)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
