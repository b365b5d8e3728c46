"""A check that answers as it is told."""

from collections.abc import Callable
from dataclasses import dataclass

from yggdrasil.health.check import FailingError


@dataclass(frozen=True, kw_only=True)
class MemoryCheck:
    """Well, or failing, or waiting.

    Attributes:
        name: of the check.
        failure: the sentence it fails with; empty if it is well.
        wait: called first; blocks for as long as the thing shall hang.
    """

    name: str
    failure: str = ""
    wait: Callable[[], object] = bool

    def check(self) -> None:
        """Wait, then answer as told.

        Raises:
            FailingError: with the sentence given.
        """
        self.wait()
        if self.failure:
            raise FailingError(self.failure)
