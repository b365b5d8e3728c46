"""One MongoClient per address and options, shared by every alias and thread of the process.

A client is a pool with monitor threads; one per alias would mean seven of each per process.
"""

import os
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pymongo import MongoClient

Client = MongoClient[dict[str, Any]]


@dataclass
class _Shared:
    client: Client
    holders: set[str] = field(default_factory=set)


class SharedClients:
    """The clients of this process, each with the aliases that hold it.

    A client is closed when its last holder lets go. After a fork the child starts with none: it
    builds its own and never closes, nor speaks through, those of its parent.
    """

    def __init__(self, build: Callable[[Mapping[str, Any]], Client]) -> None:
        """Start with no client.

        Args:
            build: makes a client from its keyword arguments.
        """
        self._build = build
        self._lock = threading.Lock()
        self._shared: dict[Hashable, _Shared] = {}
        # Kept, so that the parent's clients are not finalised (and complain) in the child.
        self._inherited: list[_Shared] = []
        os.register_at_fork(after_in_child=self._forget)

    def lease(self, params: Mapping[str, Any], *, holder: str) -> Client:
        """Return the client for these arguments, made if nobody holds one yet.

        Args:
            params: keyword arguments of the client, the address among them.
            holder: alias that will use it; leasing twice counts once.

        Returns:
            The shared client.
        """
        key = tuple(sorted((name, repr(value)) for name, value in params.items()))
        with self._lock:
            if key not in self._shared:
                self._shared[key] = _Shared(self._build(params))
            self._shared[key].holders.add(holder)
            return self._shared[key].client

    def release(self, *, holder: str) -> None:
        """Let go of whatever an alias holds; close what nobody holds any longer.

        Args:
            holder: alias that leased.
        """
        with self._lock:
            for shared in self._shared.values():
                shared.holders.discard(holder)
            unheld = [key for key, shared in self._shared.items() if not shared.holders]
            closing = [self._shared.pop(key) for key in unheld]
        for shared in closing:
            shared.client.close()

    def _forget(self) -> None:
        # Another thread may have held the lock at the fork; it does not exist in the child.
        self._lock = threading.Lock()
        self._inherited += self._shared.values()
        self._shared = {}
