"""Where split batches go: into a home, or, for a plan, nowhere."""

import queue
import threading
import time
import weakref
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, Protocol

import bson

from yggdrasil.cutover.catalogue import Task
from yggdrasil.cutover.converting.splitter import Splitter
from yggdrasil.cutover.converting.work import Work
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Book, Checkpoint
from yggdrasil.cutover.homes.remainder import Change, name_of
from yggdrasil.cutover.homes.targets import FINDINGS, REMAINDERS, home_name
from yggdrasil.cutover.homes.writing import insert
from yggdrasil.cutover.mapping.collection import Finding, Sort
from yggdrasil.cutover.mapping.documents import CODEC, Document
from yggdrasil.cutover.sources.raw import alone, key_of
from yggdrasil.cutover.splitting.indexes import Indexes
from yggdrasil.errors import ConflictError

_ENTRIES_A_PAGE = 2_000
# Batches that wait for the server: enough to keep it busy, few enough to keep memory flat.
_WAITING = 2
# A checkpoint waits for the disk, and the batches behind it for the checkpoint; what was written
# since the last one is, after a kill, found to be there already.
_BETWEEN_CHECKPOINTS = 0.5
_MOST_ASIDE_BYTES = 2_000_000


class TakenNameError(ConflictError):
    """Two documents would be kept aside under the same name."""


class Loader(Protocol):
    """Takes the batches of one task, in order."""

    def put(self, work: Work) -> None:
        """Take a batch."""

    def close(self) -> None:
        """Return when everything taken is dealt with."""


class Guard(Protocol):
    """Knows whether the homes are still ours."""

    def check(self) -> None:
        """Return if they are; raise if not."""


class WritingLoader:
    """Writes batches into a home from a thread of its own, and checkpoints behind them."""

    def __init__(
        self,
        *,
        book: Book,
        checkpoint: Checkpoint,
        splitter: Splitter,
        indexes: Indexes,
        guard: Guard,
    ) -> None:
        """Start the thread.

        Args:
            book: of the home.
            checkpoint: how far the task is; moved on.
            splitter: which splits the batches.
            indexes: of the collections that are filled.
            guard: checked before each batch.
        """
        self._book = book
        self._checkpoint = checkpoint
        self._splitter = splitter
        self._indexes = indexes
        self._guard = guard
        self._kept_at = time.monotonic()
        self._remainders: list[bytes] = []
        self._findings: list[bytes] = []
        self._waiting: queue.Queue[Work | None] = queue.Queue(_WAITING)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="cutover-writer", daemon=True)
        self._thread.start()

    def put(self, work: Work) -> None:
        """Queue a batch; waits while too many are queued.

        Raises:
            Exception: whatever ended the thread.
        """
        self._raise()
        self._waiting.put(work)

    def close(self) -> None:
        """Wait for the thread to write what is queued.

        Raises:
            Exception: whatever ended the thread.
        """
        self._waiting.put(None)
        self._thread.join()
        self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        # After an error the queue is emptied all the same, or `put` would wait for ever.
        while (work := self._waiting.get()) is not None:
            if self._error is None:
                try:
                    self._write(work)
                except BaseException as error:  # noqa: BLE001 - raised again by `put` and `close`
                    self._error = error
        if self._error is None:
            try:
                self._write_aside()
            except BaseException as error:  # noqa: BLE001 - raised again by `close`
                self._error = error

    def _write(self, work: Work) -> None:
        self._guard.check()
        alias = self._book.alias
        for table, bodies in work.bodies.items():
            self._indexes.before(table, len(bodies))
            refused = insert(alias, table, bodies)
            if refused:
                self._withhold(work, table, refused)
        remainders = list(remainders_of(work, self._splitter.task))
        self._remainders += remainders
        self._findings += (bson.encode(page, codec_options=CODEC) for page in self._pages(work))
        advance(self._checkpoint, work, remainders)
        if time.monotonic() - self._kept_at > _BETWEEN_CHECKPOINTS:
            self._write_aside()
            self._book.keep(self._checkpoint)
            self._kept_at = time.monotonic()
        elif sum(map(len, (*self._remainders, *self._findings))) > _MOST_ASIDE_BYTES:
            self._write_aside()

    def _write_aside(self) -> None:
        """Write what comes in small numbers, of several batches at once."""
        for table, bodies in ((REMAINDERS, self._remainders), (FINDINGS, self._findings)):
            if insert(self._book.alias, table, bodies):
                raise TakenNameError(
                    f"What is kept aside of {self._checkpoint.key} would be lost: "
                    f"{table} of {home_name(self._book.alias)} holds something of the same name."
                )
            bodies.clear()

    def _withhold(self, work: Work, table: str, refused: dict[int, str]) -> None:
        """Keep aside what an index refused, so that the rest can go on."""
        keys: dict[int, set[Any]] = {}
        for number in sorted(refused, reverse=True):
            key = key_of(work.bodies[table].pop(number))
            place = work.origins[table].pop(number)
            keys.setdefault(place, set()).add(key)
            source = key_of(work.sources[place])
            found = Finding(Sort.CONFLICT, "refused_by_index", refused[number], str(key))
            work.entries.append([source, *found])
        for place, gone in keys.items():
            changes = self._splitter.changes_without(work.sources[place], table, gone)
            work.changes[place] = changes

    def _pages(self, work: Work) -> Iterator[Document]:
        position = self._checkpoint.read.count
        for start in range(0, len(work.entries), _ENTRIES_A_PAGE):
            task = self._checkpoint.key
            yield {
                "_id": {"task": task, "position": position, "entry": start},
                "task": task,
                "position": position,
                "entries": work.entries[start : start + _ENTRIES_A_PAGE],
            }


class PlanningLoader:
    """Writes nothing into any home; findings wait on a private disk file for the report."""

    def __init__(self, checkpoint: Checkpoint, task: Task) -> None:
        """Count from the checkpoint on.

        Args:
            checkpoint: moved on in memory alone.
            task: whose batches come.
        """
        self._checkpoint = checkpoint
        self._task = task
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as the report needs it
        weakref.finalize(self, self._file.close)

    def put(self, work: Work) -> None:
        """Count what would be written."""
        self._file.write(bson.encode({"entries": work.entries}, codec_options=CODEC))
        advance(self._checkpoint, work, list(remainders_of(work, self._task)))

    def close(self) -> None:
        """Nothing is on its way."""

    def pages(self) -> Iterator[Document]:
        """Return the findings."""
        self._file.seek(0)
        yield from bson.decode_file_iter(self._file, CODEC)


def advance(checkpoint: Checkpoint, work: Work, remainders: list[bytes]) -> None:
    """Move a checkpoint behind a batch.

    Args:
        checkpoint: how far the task was.
        work: the batch.
        remainders: what was kept aside of it, as BSON.
    """
    for table, bodies in {**work.bodies, REMAINDERS: remainders}.items():
        digest = Digest()
        digest.add(bodies)
        checkpoint.wrote(table, digest)
    checkpoint.after = work.after
    checkpoint.read += work.read
    checkpoint.tallies.update(work.tallies)
    checkpoint.kinds.update(f"{entry[1]}.{entry[2]}" for entry in work.entries)


def remainders_of(work: Work, task: Task) -> Iterator[bytes]:
    """Return what is kept aside of a batch.

    Args:
        work: the batch.
        task: which split it.

    Yields:
        Documents as BSON, named by collection and key of the predecessor's document.
    """
    # Those of a further spelling all have one: the way back has to know which they are.
    is_each = bool(task.earlier) and task.mapping.leads
    for place in range(len(work.sources)) if is_each else sorted(work.changes):
        changes = work.changes.get(place, [])
        remainder: Document = {"_id": _name(work.sources[place], changes, task), "changes": changes}
        # The way back looks for these two by themselves.
        for change in changes:
            if not change["path"]:
                remainder["is_withheld"] = True
            elif change["path"] == ["_id"]:
                remainder["is_now"] = change["became"]
        yield bson.encode(remainder, codec_options=CODEC)


def _name(body: bytes, changes: list[Change], task: Task) -> Document:
    is_whole = any(type(change.get("was")) is bytes for change in changes if not change["path"])
    # The key of a document that is kept whole may be one that cannot even be read.
    key = alone(body) if is_whole else key_of(body)
    return name_of(task.mapping.source, key, spelling=task.collection if task.earlier else "")
