"""Finishing collections that are filled, while others are being filled: indexes, reading back."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Book
from yggdrasil.cutover.homes.verification import Verdict, judge
from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.splitting.indexes import put_back

# One waits for the server to build an index while the other reads back.
_THREADS = 2


class Finisher:
    """Finishes collections in threads of its own."""

    def __init__(self, *, progress: Progress) -> None:
        """Finish nothing yet.

        Args:
            progress: shows how far the reading is.
        """
        self._progress = progress
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="cutover-finisher")
        self._built: list[Future[None]] = []
        self._verdicts: list[Future[Verdict]] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End; after an error nothing else is begun."""
        self._threads.shutdown(cancel_futures=error is not None)

    def take(self, alias: str, meant: Mapping[str, Digest]) -> None:
        """Finish collections that nothing will be written to any more.

        Args:
            alias: of the home.
            meant: collection to what should be in it.
        """
        book = Book(alias)
        for table, digest in meant.items():
            # Neither waits for the other: whoever comes last would have to wait for both.
            self._built.append(self._threads.submit(put_back, book, table))
            self._verdicts.append(self._threads.submit(self._judge, alias, table, digest))

    def verdicts(self) -> list[Verdict]:
        """Return a verdict on each collection, once all are finished."""
        for built in self._built:
            built.result()
        return [verdict.result() for verdict in self._verdicts]

    def _judge(self, alias: str, table: str, meant: Digest) -> Verdict:
        return judge((alias, table), meant, progress=self._progress)
