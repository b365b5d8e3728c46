"""Filling homes, one at a time: load what is not yet there; what is complete is finished."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from yggdrasil.cutover.catalogue import Library, Task
from yggdrasil.cutover.converting.splitter import Splitter
from yggdrasil.cutover.converting.uniques import Claims
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Book, Checkpoint
from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.sources import together
from yggdrasil.cutover.sources.ahead import ahead
from yggdrasil.cutover.sources.source import Batch
from yggdrasil.cutover.splitting.finishing import Finisher
from yggdrasil.cutover.splitting.indexes import Indexes, begin_anew
from yggdrasil.cutover.splitting.loading import Guard, Loader, WritingLoader


class Filler:
    """Fills homes from one source."""

    def __init__(
        self,
        library: Library,
        *,
        batch_size: int,
        progress: Progress,
        say: Callable[[str], object],
    ) -> None:
        """Write nothing yet.

        Args:
            library: what the apps say of the source.
            batch_size: most documents of one batch.
            progress: shows how far the run is.
            say: takes a line for people.
        """
        self._library = library
        self._batch_size = batch_size
        self._progress = progress
        self._say = say

    def homes(self) -> list[str]:
        """Return the aliases of the homes that there is something for, lowest app first."""
        return list(dict.fromkeys(task.chapter.alias for task in self._library.tasks()))

    def size_of(self, alias: str) -> int:
        """Return how much work a home is, beside others.

        Args:
            alias: of the home.

        Returns:
            How many values are read, written or indexed, if each document becomes one of each
            kind.
        """
        return sum(task.documents * (1 + _values_of(task)) for task in self._tasks(alias))

    def load(self, alias: str, guard: Guard, finisher: Finisher) -> None:
        """Write all that a home lacks.

        Args:
            alias: of the home.
            guard: checked before each batch.
            finisher: takes each collection as soon as it is complete.
        """
        book = Book(alias)
        begin_anew(book, self._tables(alias))
        meant: dict[str, Digest] = {}
        tasks = self._tasks(alias)
        for number, task in enumerate(tasks, 1):
            for table, digest in self._load(task, book, guard).written.items():
                meant[table] = meant.get(table, Digest()) + digest
            later = {table for other in tasks[number:] for table in other.tables}
            finisher.take(alias, {table: meant.pop(table) for table in meant.keys() - later})

    def splitter(self, task: Task, *, is_plan: bool) -> Splitter:
        """Return what splits the batches of a task.

        Args:
            task: one mapping over one collection.
            is_plan: True if no home will find what is left to it.
        """
        claims = Claims(self._library, task, is_plan=is_plan)
        claims.hear_earlier()
        # The short way has to know beforehand which documents it must not take.
        if task.mapping.shortcut is not None:
            claims.hear_all(self._progress)
        return Splitter(self._library, task, claims)

    def pass_over(
        self, task: Task, splitter: Splitter, checkpoint: Checkpoint, loader: Loader
    ) -> None:
        """Read a collection from a checkpoint on, split it and hand it on.

        Args:
            task: one mapping over one collection.
            splitter: see `splitter`.
            checkpoint: how far the task is.
            loader: takes the batches; closed in the end.
        """
        with self._progress.bar(f"{task.chapter.app}: {task.mapping.name}", task.documents) as bar:
            bar.advance(checkpoint.read.count)
            try:
                self._catch_up(task, splitter, checkpoint)
                for batch in self.batches(task, after=checkpoint.after):
                    for work in splitter.split(batch):
                        loader.put(work)
                        bar.advance(len(work.sources))
            finally:
                loader.close()

    def batches(self, task: Task, *, after: Any = None) -> Iterator[Batch]:
        """Read what a task reads.

        Args:
            task: one mapping over one collection.
            after: position behind which to begin; None for the beginning.
        """
        source, mapping = self._library.source, task.mapping
        if mapping.distinct:
            return together.distinct(
                source,
                task.spellings,
                path=mapping.distinct,
                after=after,
                size=self._batch_size,
            )
        batches = source.read(
            task.collection, after=after, size=self._batch_size, fields=task.mapping.fields
        )
        return ahead(batches) if source.may_read_ahead else batches

    def _catch_up(self, task: Task, splitter: Splitter, checkpoint: Checkpoint) -> None:
        """Let a splitter hear the documents that an earlier run split."""
        left = checkpoint.read.count if splitter.has_to_hear else 0
        if not left:
            return
        for batch in self.batches(task):
            splitter.hear(batch.bodies[:left])
            left -= len(batch.bodies)
            if left <= 0:
                return

    def _tables(self, alias: str) -> set[str]:
        return {table for task in self._tasks(alias) for table in task.tables}

    def _tasks(self, alias: str) -> list[Task]:
        """Return the tasks of a home, the largest first: it takes longest to finish."""
        tasks = (task for task in self._library.tasks() if task.chapter.alias == alias)
        return sorted(tasks, key=lambda task: -task.documents)

    def _load(self, task: Task, book: Book, guard: Guard) -> Checkpoint:
        checkpoint = book.checkpoint(task.key)
        if checkpoint.is_done:
            return checkpoint
        book.forget_findings(checkpoint)
        splitter = self.splitter(task, is_plan=False)
        loader = WritingLoader(
            book=book,
            checkpoint=checkpoint,
            splitter=splitter,
            indexes=Indexes(book, task, self._library.source, checkpoint),
            guard=guard,
        )
        self.pass_over(task, splitter, checkpoint, loader)
        checkpoint.is_done = True
        book.keep(checkpoint)
        written = ", ".join(
            f"{digest.count:,} {table}" for table, digest in checkpoint.written.items()
        )
        self._say(f"{task.chapter.app}: {checkpoint.read.count:,} {task.mapping.name} -> {written}")
        return checkpoint


def _values_of(task: Task) -> int:
    models = () if task.mapping.distinct else task.mapping.into
    return sum(_fields_of(it) + len(it._meta.indexes) for it in models)


def _fields_of(model: type[Model]) -> int:
    """Return how many fields a document has, those of documents within it included."""
    within = (getattr(it, "embedded_model", None) for it in model._meta.concrete_fields)
    return len(model._meta.concrete_fields) + sum(_fields_of(it) for it in within if it)


def next_of(homes: deque[str]) -> str | None:
    """Take the next home, if there is one left.

    Args:
        homes: shared by those who fill them.
    """
    try:
        return homes.popleft()
    except IndexError:
        return None
