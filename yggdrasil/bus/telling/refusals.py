"""Names that no queue takes at the moment: each is tried again on its own, and holds up no other.

What hearers miss by it they read from the store; here it is only not forgotten.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 15.0


def pause_after(refusals: int) -> float:
    """Return how long to wait after some refusals in a row, in seconds; it doubles each time.

    Args:
        refusals: how many there were, from 1.
    """
    return min(FIRST_PAUSE_SECONDS * 2.0 ** min(refusals - 1, 30), LONGEST_PAUSE_SECONDS)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """The facts of one name that no queue took.

    Attributes:
        name: name of the facts.
        after: last position before the first of them.
        until: last position of the last window that had some.
        attempts: how often they were offered.
    """

    name: str
    after: int
    until: int
    attempts: int


class Refusals:
    """The refused names of one home, as its relay knows them."""

    def __init__(self, kept: list[dict[str, Any]] | None = None) -> None:
        """Begin with what the home has kept.

        Args:
            kept: what `to_plain` returned.
        """
        self._by_name: dict[str, Refusal] = {one["name"]: Refusal(**one) for one in kept or ()}
        self._due: dict[str, float] = dict.fromkeys(self._by_name, 0.0)

    def __contains__(self, name: str) -> bool:
        """Return whether a name was refused and has not been taken since."""
        return name in self._by_name

    def add(self, name: str, *, after: int, until: int) -> None:
        """Note that no queue took facts of a name.

        Args:
            name: name of the facts.
            after: last position before them.
            until: last position of their window.
        """
        old = self._by_name.get(name) or Refusal(name=name, after=after, until=0, attempts=0)
        new = replace(old, until=max(old.until, until), attempts=old.attempts + 1)
        self._by_name[name] = new
        self._due[name] = time.monotonic() + pause_after(new.attempts)

    def extend(self, name: str, *, until: int) -> None:
        """Note that there are more facts of a refused name; they wait with the others.

        Args:
            name: name of the facts.
            until: last position of their window.
        """
        self._by_name[name] = replace(self._by_name[name], until=until)

    def remove(self, name: str) -> None:
        """Note that a queue has taken a name.

        Args:
            name: name of the facts.
        """
        del self._by_name[name], self._due[name]

    def due(self) -> list[Refusal]:
        """Return the names to offer again now."""
        now = time.monotonic()
        return [one for name, one in self._by_name.items() if self._due[name] <= now]

    def pause_seconds(self) -> float:
        """Return how long until the next name is due; 0 if there is none."""
        if not self._due:
            return 0.0
        return max(min(self._due.values()) - time.monotonic(), 0.001)

    def published(self, sent: int) -> int:
        """Return the position up to which nothing is refused.

        Args:
            sent: last position that was offered.
        """
        return min([sent, *(one.after for one in self._by_name.values())])

    def to_plain(self) -> list[Mapping[str, Any]]:
        """Return what a home keeps of this."""
        return [asdict(one) for one in self._by_name.values()]
