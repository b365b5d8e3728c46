"""What could not be taken: tried again later, in order, and in the end left to staff."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yggdrasil import clock
from yggdrasil.bus.effects.handling import Task
from yggdrasil.bus.effects.progress import Streams
from yggdrasil.bus.models import FailureState
from yggdrasil.errors import ConflictError, UnavailableError
from yggdrasil.events.envelope import spelled_out
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session

ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=30)


_PLACE = ("aggregate_kind", "aggregate_id", "aggregate_version")


class ResolvedMeanwhileError(ConflictError):
    """Somebody else has taken or discarded this fact."""


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

        A fact waits for every earlier one of its aggregate, whichever handler failed: what one
        handler does often stands on what another did.

        Args:
            tasks: facts and handlers.

        Returns:
            Free and held ones, each in the given order.
        """
        blocked = self._blocked(tasks)
        free: list[Task] = []
        held: list[Task] = []
        for task in tasks:
            version = task.fact.aggregate.version
            (held if blocked.get(task.place, version) < version else free).append(task)
        return free, held

    def hold(self, tasks: Sequence[Task]) -> None:
        """Keep facts that wait behind a failed one of their aggregate.

        Args:
            tasks: facts and handlers.
        """
        if not tasks:
            return
        documents = [_document(task, state=FailureState.WAITING) for task in tasks]
        # Written, not only read: whoever takes the one in front at this moment must start again,
        # or it would let nobody go on and these would wait for ever.
        self.collection.update_many(
            {"aggregate_id": {"$in": list({task.fact.aggregate.id for task in tasks})}},
            {"$inc": {"behind": 1}},
            session=current_session(),
        )
        self._keep(documents)

    def put_aside(self, task: Task, *, error: Exception) -> None:
        """Keep a fact that failed, to be tried again.

        Args:
            task: the fact and its handler.
            error: why it failed.
        """
        document = _document(task, state=FailureState.RETRYING)
        document |= {"attempts": 1, "next_at": _next_at(1), "error": _describe(error)}
        self._keep([document])

    def failed_again(self, key: str, *, attempts: int, error: Exception) -> None:
        """Note that another attempt failed; the last one leaves the fact to staff.

        Args:
            key: of the failure.
            attempts: how many there were.
            error: why the last one failed.
        """
        # What is away comes back; only a fact that cannot be taken is left to people.
        is_dead = attempts >= ATTEMPTS and not isinstance(error, UnavailableError)
        changes = {
            "attempts": attempts,
            "error": _describe(error),
            "state": (FailureState.DEAD if is_dead else FailureState.RETRYING).value,
            "next_at": None if is_dead else _next_at(attempts),
        }
        unchanged = {"_id": key, "attempts": attempts - 1}
        self.collection.update_one(unchanged, {"$set": changes}, session=current_session())

    def next_due(self) -> dict[str, Any] | None:
        """Return the failure that has been due longest; None if none is due."""
        now = clock.now()
        # A time too far off was set before a clock was set back.
        times = [{"next_at": {"$lte": now}}, {"next_at": {"$gt": now + 2 * LONGEST_PAUSE}}]
        due = {"state": FailureState.RETRYING.value, "$or": times}
        found: dict[str, Any] | None = self.collection.find_one(due, sort=[("next_at", 1)])
        return found

    def resolve(self, failure: dict[str, Any]) -> None:
        """Remove a failure that was taken or discarded, and let the next in line go on.

        Args:
            failure: its document.

        Raises:
            ResolvedMeanwhileError: if somebody else has removed it.
        """
        session = current_session()
        if self.collection.delete_one({"_id": failure["_id"]}, session=session).deleted_count == 0:
            raise ResolvedMeanwhileError(f"{failure['_id']} was taken or discarded meanwhile.")
        behind = {key: failure[key] for key in ("aggregate_kind", "aggregate_id")}
        following = self.collection.find_one(
            behind, {"aggregate_version": 1}, sort=[("aggregate_version", 1)], session=session
        )
        if following is not None:
            version = following["aggregate_version"]
            self.collection.update_many(
                {**behind, "aggregate_version": version, "state": FailureState.WAITING.value},
                {"$set": {"state": FailureState.RETRYING.value, "next_at": clock.now()}},
                session=session,
            )

    def any(self) -> bool:
        """Return whether anything is put aside."""
        return self.collection.find_one({}, {"_id": 1}, session=current_session()) is not None

    def note_if_clear(self) -> None:
        """Note that nothing is put aside, if that is so; in an open unit of work."""
        if not self.any():
            Streams(alias=self.alias).clear()

    def _keep(self, documents: Sequence[dict[str, Any]]) -> None:
        self.collection.insert_many(documents, session=current_session())
        for home in {document["home"] for document in documents}:
            Streams(alias=self.alias).not_clear(home)

    def _blocked(self, tasks: Sequence[Task]) -> dict[tuple[str, str], int]:
        """Return the first failed version of each aggregate that has one."""
        if not tasks or not self.any():
            return {}
        wanted = {"aggregate_id": {"$in": list({task.fact.aggregate.id for task in tasks})}}
        found = self.collection.find(wanted, dict.fromkeys(_PLACE, 1), session=current_session())
        blocked: dict[tuple[str, str], int] = {}
        for kind, aggregate_id, version in (tuple(map(failure.get, _PLACE)) for failure in found):
            first = blocked.get((kind, aggregate_id), version)
            blocked[kind, aggregate_id] = min(first, version)
        return blocked


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
        "fact": spelled_out(fact),
        "attempts": 0,
        "behind": 0,
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
