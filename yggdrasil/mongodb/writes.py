"""Which collections this process has written to since when; lets tests clean only those."""

import itertools
from collections.abc import Mapping
from typing import Any

_WRITES = frozenset(
    {"insert", "update", "delete", "findAndModify", "create", "createIndexes", "mapReduce"}
)


def written_collection(name: str, command: Mapping[str, Any]) -> str | None:
    """Return the collection that a command may fill or change.

    Args:
        name: the server's name for the command.
        command: the command.

    Returns:
        Name of the collection; None for a command that only reads.
    """
    if name in _WRITES:
        return str(command.get(name))
    if name != "aggregate" or not command.get("pipeline"):
        return None
    last = command["pipeline"][-1]
    target = last.get("$out", last.get("$merge"))
    while isinstance(target, Mapping):
        target = target.get("into", target.get("coll"))
    return target if target is None else str(target)


class WrittenCollections:
    """Remembers when each collection was last written to, in steps of a counter."""

    def __init__(self) -> None:
        self._step = itertools.count(1)
        self._last: dict[tuple[str, str], int] = {}

    def note(self, *, alias: str, collection: str) -> None:
        """Note a write, even one that will be rolled back.

        Args:
            alias: home of the collection.
            collection: its name.
        """
        self._last[alias, collection] = next(self._step)

    def mark(self) -> int:
        """Return a mark for this moment, for `since`."""
        return next(self._step)

    def since(self, mark: int) -> dict[str, set[str]]:
        """Return what this process has written to since a mark.

        Args:
            mark: from `mark`; 0 for everything since the start.

        Returns:
            Names of collections by alias. Writes of other processes are not known.
        """
        written: dict[str, set[str]] = {}
        for (alias, collection), step in list(self._last.items()):
            if step > mark:
                written.setdefault(alias, set()).add(collection)
        return written


WRITTEN = WrittenCollections()
