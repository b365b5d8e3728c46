"""The documents of all rooms, gathered under one label; each is written in its own room."""

from yggdrasil.bus.models import InboxEntry, InboxFailure, InboxStream
from yggdrasil.cqrs.receipts import CommandReceipt
from yggdrasil.eventstore.models import Commit, RelayState, Snapshot

__all__ = [
    "CommandReceipt",
    "Commit",
    "InboxEntry",
    "InboxFailure",
    "InboxStream",
    "RelayState",
    "Snapshot",
]
