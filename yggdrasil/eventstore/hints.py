"""What a change stream has shown of new commits, so that nobody has to look for them.

A hint counts only after a complete scan, and only if it was committed later than what the scan saw:
so nothing is numbered twice, and nothing that the stream does not show is missed.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from bson.timestamp import Timestamp

from yggdrasil.eventstore.documents import Document, facts_of

# What waits beyond this, as the database counts it, is found by a scan.
MOST_BYTES = 16 * 1024 * 1024
# For what nobody foresaw.
RESCAN_SECONDS = 40.0

LONG_AGO = Timestamp(0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """A commit that the stream has shown.

    Attributes:
        moment: when it was committed, by the cluster's clock.
        commit: the document.
        size: of the document, in bytes as it is stored.
    """

    moment: Timestamp
    commit: Document
    size: int


class Hints:
    """New commits of one home in the order they were made; one thread shows, one takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Hint] = deque()
        self._bytes = 0
        self._is_open = False
        # Whether every commit shown since the last scan began is waiting here.
        self._is_whole = False
        # Up to where everything has been found.
        self._floor: Timestamp | None = None
        self._rescan_at = 0.0
        self._last: tuple[Timestamp, set[Any]] = (LONG_AGO, set())
        self._missed = LONG_AGO
        self._opened = LONG_AGO

    def open(self, moment: Timestamp) -> None:
        """Begin to watch; what was committed before is for a scan to find.

        Args:
            moment: after the last commit that the stream will not show. A scan may see less at
                first: what no majority has yet.
        """
        self._opened = moment
        self.forget()
        self._is_open, self._missed = True, max(self._missed, moment)

    def close(self) -> None:
        """End to watch: from now on only scans find anything."""
        self._is_open = False
        self.forget()

    def forget(self) -> None:
        """Keep nothing until the next scan begins: too much waits, or somebody else numbers."""
        with self._lock:
            if self._waiting:
                self._missed = self._waiting[-1].moment
            self._waiting.clear()
            self._bytes, self._is_whole, self._floor = 0, False, None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing waits here; a scan may still find something."""
        return not self._waiting

    def show(self, hint: Hint) -> None:
        """Take note of a new commit, unless it was shown before.

        Args:
            hint: the commit, not before the last one shown.
        """
        if not self._is_new(hint.moment, hint.commit["_id"]):
            return
        with self._lock:
            if not self._is_whole:
                self._missed = hint.moment
                return
            self._waiting.append(hint)
            self._bytes += hint.size
        if self._bytes > MOST_BYTES:
            self.forget()

    def begin(self) -> Timestamp:
        """Say that a scan begins: what is shown from now on is kept.

        Returns:
            The moment up to which it has to wait for a majority, or it would miss something.
        """
        with self._lock:
            self._floor, self._is_whole = None, self._is_open
            return self._opened

    def settle(self, moment: Timestamp) -> None:
        """Say that a scan found all that had been committed, and that it will be numbered.

        Args:
            moment: as of when, by the cluster's clock.
        """
        with self._lock:
            if self._is_whole and moment >= self._missed:
                self._floor, self._rescan_at = moment, time.monotonic() + RESCAN_SECONDS

    def take(self, most: int) -> list[Document] | None:
        """Return what was committed after all that is known, in its order.

        Args:
            most: about how many facts.

        Returns:
            Commits without positions; None if a scan has to look for them.
        """
        with self._lock:
            if self._floor is None or time.monotonic() >= self._rescan_at:
                return None
            batch: list[Document] = []
            count = 0
            while self._waiting and count < most:
                hint = self._waiting.popleft()
                self._bytes -= hint.size
                if hint.moment > self._floor:
                    batch.append(hint.commit)
                    count += len(facts_of(hint.commit))
            return batch

    def _is_new(self, moment: Timestamp, key: Any) -> bool:
        last, keys = self._last
        if moment > last:
            self._last = (moment, {key})
            return True
        # Several commits of one transaction have one moment.
        if moment < last or key in keys:
            return False
        keys.add(key)
        return True
