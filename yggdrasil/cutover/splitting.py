"""The whole cut-over: load, resume, plan, verify. manage.py split_databases is its only door."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from yggdrasil.cutover.ahead import ahead
from yggdrasil.cutover.book import Book, Checkpoint
from yggdrasil.cutover.catalogue import Chapter, Library, Task
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.indexes import Indexes, put_back
from yggdrasil.cutover.lease import Lease
from yggdrasil.cutover.loading import Loader, PlanningLoader, WritingLoader
from yggdrasil.cutover.mapping import Document
from yggdrasil.cutover.outcome import Checkpoints, Outcome, judged, meant, planned
from yggdrasil.cutover.progress import QUIET, Progress
from yggdrasil.cutover.review import Review
from yggdrasil.cutover.source import Batch, Source
from yggdrasil.cutover.state import State, look
from yggdrasil.cutover.uniques import find_taken
from yggdrasil.cutover.verification import Verdict, verify
from yggdrasil.cutover.work import Splitter
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
    ) -> None:
        """Compare what the apps know with what the source has.

        Args:
            source: the predecessor.
            chapters: what the apps say.
            batch_size: most documents of one batch.
            progress: shows how far the run is.
            say: takes a line for people.
        """
        self.source = source
        self.library = Library(source, chapters)
        self._fingerprint = source.fingerprint()
        self._batch_size = batch_size
        self._progress = progress
        self._say = say

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
            loader = PlanningLoader(checkpoint, task.mapping.source)
            self._pass(task, self._splitter(task, is_plan=True), checkpoint, loader)
            done.append((task, checkpoint, loader))
        return planned(
            self.library,
            [(task, checkpoint) for task, checkpoint, _ in done],
            lambda: ((task, page) for task, _, loader in done for page in loader.pages()),
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
        self._look()
        with Lease(aliases) as lease:
            # Looked at again, now that nobody else can change it.
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
        loaded: dict[str, Checkpoints] = {}
        with ThreadPoolExecutor(1, thread_name_prefix="cutover-finisher") as finisher:
            finishing = {}
            for alias, tasks in self._homes():
                loaded[alias] = [(task, self._load(task, books[alias], lease)) for task in tasks]
                # Meanwhile the next home is filled.
                finishing[alias] = finisher.submit(self._finish, books[alias], loaded[alias])
            self._refuse_moved()
            verdicts = (
                verdict
                for alias in aliases
                if alias in finishing
                for verdict in finishing[alias].result()
            )
            checkpoints = [it for alias in aliases for it in loaded.get(alias, ())]
            outcome = judged(self.library, checkpoints, verdicts=verdicts)
        if not outcome.faults:
            outcome.state = "verified"
            for book in books.values():
                book.finish()
        return outcome

    def _homes(self) -> list[tuple[str, list[Task]]]:
        """Return the tasks of each home, of the largest first: it takes longest to finish."""
        homes: dict[str, list[Task]] = defaultdict(list)
        for task in self.library.tasks():
            homes[task.chapter.alias].append(task)
        return sorted(homes.items(), key=lambda home: -sum(task.documents for task in home[1]))

    def _finish(self, book: Book, checkpoints: Checkpoints) -> list[Verdict]:
        """Build the indexes of a home that is filled, and read it back."""
        put_back(book)
        return verify(meant(checkpoints), progress=self._progress)

    def _load(self, task: Task, book: Book, lease: Lease) -> Checkpoint:
        checkpoint = book.checkpoint(task.key)
        if checkpoint.is_done:
            return checkpoint
        book.forget_findings(checkpoint)
        splitter = self._splitter(task, is_plan=False)
        loader = WritingLoader(
            book=book,
            checkpoint=checkpoint,
            splitter=splitter,
            indexes=Indexes(book, task, self.source, checkpoint),
            lease=lease,
        )
        self._pass(task, splitter, checkpoint, loader)
        checkpoint.is_done = True
        book.keep(checkpoint)
        written = ", ".join(
            f"{digest.count:,} {table}" for table, digest in checkpoint.written.items()
        )
        self._say(f"{task.chapter.app}: {checkpoint.read.count:,} {task.mapping.name} -> {written}")
        return checkpoint

    def _splitter(self, task: Task, *, is_plan: bool) -> Splitter:
        taken = find_taken(self.library, task, is_plan=is_plan, progress=self._progress)
        return Splitter(self.library, task, taken)

    def _pass(self, task: Task, splitter: Splitter, checkpoint: Checkpoint, loader: Loader) -> None:
        with self._progress.bar(f"{task.chapter.app}: {task.mapping.name}", task.documents) as bar:
            bar.advance(checkpoint.read.count)
            try:
                for batch in self._batches(task, checkpoint.after):
                    for work in splitter.split(batch):
                        loader.put(work)
                        bar.advance(len(work.sources))
            finally:
                loader.close()

    def _batches(self, task: Task, after: Any) -> Iterator[Batch]:
        if task.mapping.distinct:
            return self.source.distinct(
                task.collection, path=task.mapping.distinct, after=after, size=self._batch_size
            )
        batches = self.source.read(task.collection, after=after, size=self._batch_size)
        return ahead(batches) if self.source.may_read_ahead else batches

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
        checkpoints = [
            (task, Book(task.chapter.alias).checkpoint(task.key)) for task in self.library.tasks()
        ]
        verdicts = verify(meant(checkpoints), progress=self._progress)
        outcome = judged(self.library, checkpoints, verdicts=verdicts)
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
                splitter = self._splitter(task, is_plan=True)
                for batch in self._batches(task, None):
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
