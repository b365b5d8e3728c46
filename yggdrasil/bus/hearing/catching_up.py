"""What a hearer can do without a broker: read the tellers' stores from where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from yggdrasil.bus.effects.applying import Applying
from yggdrasil.bus.effects.failures import Failures
from yggdrasil.bus.effects.handling import Task, tasks_of
from yggdrasil.bus.effects.progress import Lines, Progress, Streams
from yggdrasil.bus.hearers import Hearers, home_of
from yggdrasil.bus.hearing import feed
from yggdrasil.eventstore.store import Recorded
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

CHUNK = 500

log = get_logger(__name__)


@dataclass(frozen=True)
class CatchingUp:
    """One app that hears.

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

    @property
    def failures(self) -> Failures:
        """Return what this app could not take."""
        return self._applying.failures

    @cached_property
    def homes(self) -> list[str]:
        """Return the aliases of the homes that this app hears."""
        return sorted({home_of(name) for name in self.hearers.names(self.app)})

    def catch_up(self, home: str, *, until: int = 0) -> int:
        """Take from a teller's store whatever it has handed to the broker and is not here yet.

        Args:
            home: alias of the home that tells.
            until: a position known to be numbered, if the relay has not yet noted that it handed
                over the facts up to it.

        Returns:
            How many facts were read; those already taken have no second effect.
        """
        progress, target = self.progress(home), feed.published(home, to=self.app)
        read = self._catch_up_new_lines(home, progress)
        lines, end = self._lines(home), max(target.position, until, progress.position)
        read += self._take_told(home, lines, after=progress.position, until=end, claims=True)
        unit_of_work(self.alias).run(lambda: self._streams.heard_all(home, lines, until=end))
        if read:
            log.info("Caught up.", app=self.app, home=home, facts=read, position=end)
        return read

    def _agrees(self, home: str, table: str) -> bool:
        return table == self.hearers.tables_of(home)[self.app]

    def progress(self, home: str) -> Progress:
        """Return how far this app has heard a home.

        Args:
            home: alias of the home that tells.
        """
        return self._streams.of(home)

    def kept(self) -> dict[str, Progress]:
        """Return the same of every home that this app has begun to hear."""
        return self._streams.all()

    @cached_property
    def _applying(self) -> Applying:
        return Applying(alias=self.alias)

    @cached_property
    def _streams(self) -> Streams:
        return Streams(alias=self.alias)

    def _lines(self, home: str) -> Lines:
        return self.hearers.lines(self.app, home)

    def _new_lines(self, home: str, progress: Progress) -> Lines:
        return self._lines(home) - progress.lines

    def _names(self, lines: Lines) -> list[str]:
        return sorted({line.partition(" ")[0] for line in lines})

    def _catch_up_new_lines(self, home: str, progress: Progress) -> int:
        """Let new lines hear what the others have heard, from where they left if they ever did.

        No other line goes back: the markers of what it took long ago are gone.
        """
        by_start: dict[int, set[str]] = {}
        for line in self._new_lines(home, progress):
            by_start.setdefault(progress.left.get(line, 0), set()).add(line)
        return sum(
            self._take_told(home, frozenset(lines), after=start, until=progress.position)
            for start, lines in sorted(by_start.items())
        )

    def _tasks(self, home: str, facts: Iterable[Recorded]) -> list[Task]:
        return tasks_of(facts, app=self.app, home=home, hearers=self.hearers)

    def _take_told(
        self, home: str, lines: Lines, *, after: int, until: int, claims: bool = False
    ) -> int:
        read = 0
        told = feed.told(home, names=self._names(lines), after=after, until=until)
        for chunk in _chunks(told):
            tasks = [task for task in self._tasks(home, chunk) if task.line in lines]
            position = chunk[-1].position if claims else 0

            def claim(position: int = position) -> None:
                if position:
                    self._streams.heard_all(home, lines, until=position)

            self._applying.apply(tasks, claim=claim)
            read += len(chunk)
        return read


def _chunks(facts: Iterable[Recorded]) -> Iterable[list[Recorded]]:
    chunk: list[Recorded] = []
    for fact in facts:
        chunk.append(fact)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
