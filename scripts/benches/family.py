"""How much memory a process and its children take together, at most; Linux knows."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

_SECONDS_BETWEEN_LOOKS = 0.1
_KILOBYTES_A_MEGABYTE = 1024


class Family:
    """Watches a process and its children while the block runs.

    What several of them share counts once: the sum is of their proportional sizes (PSS).

    Attributes:
        peak: the most that was seen, in MB.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        """Watch nothing yet.

        Args:
            process: the eldest.
        """
        self.peak = 0.0
        self._eldest = process.pid
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._ended.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN_LOOKS):
            self.peak = max(self.peak, sum(self._sizes()) / _KILOBYTES_A_MEGABYTE)

    def _sizes(self) -> Iterator[int]:
        with suppress(OSError):
            children = Path(f"/proc/{self._eldest}/task/{self._eldest}/children").read_text()
            for number in (self._eldest, *map(int, children.split())):
                yield _proportional_size(number)


def _proportional_size(number: int) -> int:
    """Return the proportional size of a process, in kB."""
    for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
