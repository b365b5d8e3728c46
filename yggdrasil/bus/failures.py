"""What could not be taken: tried again later, in order, and in the end left to staff."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yggdrasil import clock, codec
from yggdrasil.bus.handling import Task
from yggdrasil.bus.models import FailureState
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session

ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class Failures:
    """The facts that an app could not take.

    Attributes:
        alias: home of the hearing app.
    """

    alias: str

    @property
    def collection(self) -> Any:
        """Return the collection of failures."""
        return collection_of(self.alias, "inbox_failures")

    def split(self, tasks: Sequence[Task]) -> tuple[list[Task], list[Task]]:
        """Return which facts are free to be taken and which wait behind a failed one.

        Args:
            tasks: facts and handlers.

        Returns:
            Free and held ones, each in the given order.
        """
        if not tasks:
            return [], []
        wanted = {
            "handler": {"$in": list({task.handler for task in tasks})},
            "aggregate_id": {"$in": list({task.fact.aggregate.id for task in tasks})},
        }
        fields = {"handler": 1, "aggregate_id": 1}
        found = self.collection.find(wanted, fields, session=current_session())
        blocked = {(failure["handler"], failure["aggregate_id"]) for failure in found}
        free = [task for task in tasks if task.place not in blocked]
        return free, [task for task in tasks if task.place in blocked]

    def hold(self, tasks: Sequence[Task]) -> None:
        """Keep facts that wait behind a failed one of their aggregate.

        Args:
            tasks: facts and handlers.
        """
        if tasks:
            documents = [_document(task, state=FailureState.WAITING) for task in tasks]
            self.collection.insert_many(documents, session=current_session())

    def put_aside(self, task: Task, *, error: Exception) -> None:
        """Keep a fact that failed, to be tried again.

        Args:
            task: the fact and its handler.
            error: why it failed.
        """
        document = _document(task, state=FailureState.RETRYING)
        document |= {"attempts": 1, "next_at": _next_at(1), "error": _describe(error)}
        self.collection.insert_one(document, session=current_session())

    def failed_again(self, key: str, *, attempts: int, error: Exception) -> None:
        """Note that another attempt failed; the last one leaves the fact to staff.

        Args:
            key: of the failure.
            attempts: how many there were.
            error: why the last one failed.
        """
        is_dead = attempts >= ATTEMPTS
        changes = {
            "attempts": attempts,
            "error": _describe(error),
            "state": (FailureState.DEAD if is_dead else FailureState.RETRYING).value,
            "next_at": None if is_dead else _next_at(attempts),
        }
        self.collection.update_one({"_id": key}, {"$set": changes}, session=current_session())

    def resolve(self, failure: dict[str, Any]) -> None:
        """Remove a failure that was taken or discarded, and let the next in line go on.

        Args:
            failure: its document.
        """
        self.collection.delete_one({"_id": failure["_id"]}, session=current_session())
        behind = {"handler": failure["handler"], "aggregate_id": failure["aggregate_id"]}
        self.collection.find_one_and_update(
            {**behind, "state": FailureState.WAITING.value},
            {"$set": {"state": FailureState.RETRYING.value, "next_at": clock.now()}},
            sort=[("aggregate_version", 1)],
            session=current_session(),
        )


def _document(task: Task, *, state: FailureState) -> dict[str, Any]:
    fact = task.fact
    return {
        "_id": task.key,
        "handler": task.handler,
        "home": task.home,
        "name": fact.name,
        "aggregate_kind": fact.aggregate.kind,
        "aggregate_id": fact.aggregate.id,
        "aggregate_version": fact.aggregate.version,
        "fact": codec.to_plain(fact),
        "attempts": 0,
        "state": state.value,
        "next_at": None,
        "error": "",
        "failed_at": clock.now(),
    }


def _next_at(attempts: int) -> datetime:
    """Return when to try again: the pause doubles, with jitter against a crowd."""
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    jittered: timedelta = pause * random.uniform(0.5, 1)  # noqa: S311 - no secret
    return clock.now() + jittered


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2_000]
