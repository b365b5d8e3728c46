"""The documents of all rooms, gathered under one label; each is written in its own room."""

from yggdrasil.eventstore.models import RelayState, Snapshot, StoredFact

__all__ = ["RelayState", "Snapshot", "StoredFact"]
