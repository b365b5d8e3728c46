"""The whole cut-over: load, resume, plan, verify. manage.py split_databases is its only door."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from yggdrasil.cutover.catalogue import Chapter, Figures, Library, Task
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Book, Checkpoint
from yggdrasil.cutover.homes.lease import Lease
from yggdrasil.cutover.homes.verification import Verdict, verify
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.progress import QUIET, Progress
from yggdrasil.cutover.sources.source import Source
from yggdrasil.cutover.splitting.filling import Filler, next_of
from yggdrasil.cutover.splitting.finishing import Finisher
from yggdrasil.cutover.splitting.helper import Helper
from yggdrasil.cutover.splitting.loading import PlanningLoader
from yggdrasil.cutover.splitting.outcome import (
    Checkpoints,
    Outcome,
    judged,
    meant,
    planned,
    surveyed,
)
from yggdrasil.cutover.splitting.review import Review
from yggdrasil.cutover.splitting.state import State, look
from yggdrasil.errors import ConflictError


class SourceMovedError(ConflictError):
    """The predecessor was written to while it was read."""


class Split:
    """One source and the homes it is split into."""

    def __init__(
        self,
        source: Source,
        chapters: Iterable[Chapter],
        *,
        batch_size: int = 1000,
        progress: Progress = QUIET,
        say: Callable[[str], object] = lambda _line: None,
        helper: Helper | None = None,
        is_surveyed: bool = True,
    ) -> None:
        """Compare what the apps know with what the source has.

        Args:
            source: the predecessor.
            chapters: what the apps say.
            batch_size: most documents of one batch.
            progress: shows how far the run is.
            say: takes a line for people.
            helper: fills homes as well; knows the same source.
            is_surveyed: whether figures that need a reading of their own are wanted.
        """
        self.source = source
        self.library = Library(source, chapters)
        self._filler = Filler(self.library, batch_size=batch_size, progress=progress, say=say)
        self._helper = helper
        if helper:
            helper.begin(self.library.counts)
        self._fingerprint = source.fingerprint()
        self._progress = progress
        self._say = say
        self._is_surveyed = is_surveyed

    def plan(self) -> Outcome:
        """Read everything and write nothing.

        Returns:
            What would be written and found.

        Raises:
            ForeignDataError: if a run would be refused.
        """
        self._look()
        done: list[tuple[Task, Checkpoint, PlanningLoader]] = []
        for task in self.library.tasks():
            checkpoint = Checkpoint(task.key)
            loader = PlanningLoader(checkpoint, task)
            self._filler.pass_over(
                task, self._filler.splitter(task, is_plan=True), checkpoint, loader
            )
            done.append((task, checkpoint, loader))
        return planned(
            self.library,
            [(task, checkpoint) for task, checkpoint, _ in done],
            lambda: ((task, page) for task, _, loader in done for page in loader.pages()),
            survey=self._survey(),
        )

    def run(self) -> Outcome:
        """Fill the homes, or go on where an earlier run stopped, and verify.

        Returns:
            What was written and found.

        Raises:
            ForeignDataError: if a home holds anything else.
            CutoverRunningError: if another run works on the same homes.
            SourceMovedError: if the predecessor was written to meanwhile.
        """
        aliases = list(dict.fromkeys(chapter.alias for chapter in self.library.chapters))
        with Lease(aliases) as lease:
            # Not before: now nobody else can change it.
            state = self._look()
            if state.verified_run:
                return self._review(state.verified_run)
            if state.is_begun:
                self._say("Going on where an earlier run stopped.")
            return self._fill(aliases, lease)

    def _look(self) -> State:
        return look(self.library.chapters, fingerprint=self._fingerprint)

    def _fill(self, aliases: list[str], lease: Lease) -> Outcome:
        books = {alias: Book(alias) for alias in aliases}
        for book in books.values():
            book.begin(
                source=self.source.name,
                fingerprint=self._fingerprint,
                counts=self.library.counts,
            )
        verdicts, survey = self._fill_all(lease)
        outcome = judged(self.library, self._checkpoints(), verdicts=verdicts, survey=survey)
        if not outcome.faults:
            outcome.state = "verified"
            for book in books.values():
                book.finish()
        return outcome

    def _fill_all(self, lease: Lease) -> tuple[list[Verdict], Figures]:
        """Fill every home, the largest first: it takes longest. Read the rest meanwhile."""
        homes = deque(sorted(self._filler.homes(), key=self._filler.size_of, reverse=True))
        with ThreadPoolExecutor(1, thread_name_prefix="cutover-helped") as other:
            try:
                helped = other.submit(self._let_help, homes, lease)
                with Finisher(progress=self._progress) as finisher:
                    while alias := next_of(homes):
                        self._filler.load(alias, lease, finisher)
                    survey = self._survey()
                    helped.result()
                    self._refuse_moved()
                    return [*finisher.verdicts(), *self._help_finish(lease)], survey
            except BaseException:
                homes.clear()
                if self._helper:
                    self._helper.stop()
                raise

    def _let_help(self, homes: deque[str], lease: Lease) -> None:
        while self._helper and (alias := next_of(homes)):
            self._helper.load(alias, say=self._say, guard=lease)

    def _help_finish(self, lease: Lease) -> list[Verdict]:
        return self._helper.finish(say=self._say, guard=lease) if self._helper else []

    def _survey(self) -> Figures:
        return surveyed(self.library) if self._is_surveyed else {}

    def _checkpoints(self) -> Checkpoints:
        return [
            (task, Book(task.chapter.alias).checkpoint(task.key)) for task in self.library.tasks()
        ]

    def _refuse_moved(self) -> None:
        now = self.source.counts()
        for name, count in self.library.counts.items():
            if now.get(name) != count:
                raise SourceMovedError(
                    f"Collection {name} of the predecessor had {count} documents when the run "
                    f"began and has {now.get(name, 0)} now. Stop the predecessor, then begin anew "
                    "with empty databases."
                )

    def _review(self, run: Document) -> Outcome:
        """Verify what an earlier run wrote, without writing."""
        self._say(
            f"This source was split and verified on {run['verified_at']:%Y-%m-%d %H:%M} UTC; "
            "nothing is written."
        )
        checkpoints = self._checkpoints()
        verdicts = verify(meant(checkpoints), progress=self._progress)
        outcome = judged(self.library, checkpoints, verdicts=verdicts, survey=self._survey())
        if any(not verdict.is_good for verdict in outcome.verdicts):
            outcome.faults = self._explain(outcome, run)
        outcome.faults += list(self._changed_sources(checkpoints))
        if not outcome.faults:
            outcome.state = "unchanged"
        return outcome

    def _explain(self, outcome: Outcome, run: Document) -> list[str]:
        """Return what keeps homes that differ from being fine: use since then does not."""
        review = Review(run["verified_at"])
        differing = {(it.alias, it.table) for it in outcome.verdicts if not it.is_good}
        for task in self.library.tasks():
            alias = task.chapter.alias
            tables = [model._meta.db_table for model in task.mapping.into]
            concerned = [table for table in tables if (alias, table) in differing]
            if concerned:
                # What an index refused then is refused again.
                splitter = self._filler.splitter(task, is_plan=True)
                for batch in self._filler.batches(task):
                    for work in splitter.split(batch):
                        review.compare(alias, work, concerned)
        if not review.faults:
            self._say(f"The homes are in use: {review.changed:,} documents changed since.")
        return review.faults

    def _changed_sources(self, checkpoints: Checkpoints) -> Iterator[str]:
        seen: set[str] = set()
        for task, checkpoint in checkpoints:
            if not task.mapping.leads or task.collection in seen:
                continue
            seen.add(task.collection)
            now = Digest()
            for batch in self.source.read(task.collection, size=5000):
                now.add(batch.bodies)
            if now != checkpoint.read:
                yield f"Collection {task.collection} of the predecessor changed since the split."
