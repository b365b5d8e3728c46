"""Markers: which facts were taken by which handler, kept in the transaction of the effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yggdrasil import clock
from yggdrasil.bus.effects.handling import Task
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session


@dataclass(frozen=True)
class Markers:
    """The inbox entries of one home.

    Attributes:
        alias: home of the hearing app.
    """

    alias: str

    @property
    def collection(self) -> Any:
        """Return the collection of entries."""
        return collection_of(self.alias, "inbox")

    def without(self, tasks: Sequence[Task]) -> list[Task]:
        """Return the facts that have no marker yet.

        Args:
            tasks: facts and handlers.

        Returns:
            Those not taken, in the given order.
        """
        keys = [task.key for task in tasks]
        found = self.collection.find({"_id": {"$in": keys}}, {"_id": 1}, session=current_session())
        marked = {entry["_id"] for entry in found}
        return [task for task in tasks if task.key not in marked]

    def holds(self, keys: Sequence[str]) -> bool:
        """Return whether every one of these markers is there.

        Args:
            keys: `<fact id>/<handler>`.
        """
        wanted = {"_id": {"$in": list(keys)}}
        return bool(self.collection.count_documents(wanted) == len(set(keys)))

    def add(self, tasks: Sequence[Task]) -> None:
        """Mark facts as taken; a marker that is there already is an error of the database.

        Args:
            tasks: facts and handlers.
        """
        at, session = clock.now(), current_session()
        entries = [{"_id": task.key, "taken_at": at} for task in tasks]
        if len(entries) == 1:
            # The driver's way for one is twice as fast.
            self.collection.insert_one(entries[0], session=session)
        elif entries:
            self.collection.insert_many(entries, ordered=False, session=session)
