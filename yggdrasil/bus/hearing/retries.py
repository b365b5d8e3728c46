"""Second chances: failed facts whose time has come, and what staff decide about dead ones."""

from typing import Any

from yggdrasil.bus.effects.failures import Failures, ResolvedMeanwhileError
from yggdrasil.bus.effects.handling import Task, run
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.models import FailureState
from yggdrasil.errors import ConflictError, NotFoundError
from yggdrasil.events.envelope import from_spelled_out
from yggdrasil.mongodb.unit_of_work import unit_of_work


class UnknownFailureError(NotFoundError):
    """There is no undelivered fact of that key."""


class NotDeadError(ConflictError):
    """The fact is still being tried; only what was given up is for staff to decide."""


class Retries:
    """Try again what one app could not take."""

    def __init__(self, app: str, hearers: Hearers) -> None:
        self.inbox = Inbox(app, hearers)
        self.app = app
        self.hearers = hearers

    @property
    def failures(self) -> Failures:
        """Return what the app could not take."""
        return self.inbox.failures

    def retry_due(self, *, most: int = 100) -> int:
        """Try the facts whose time has come.

        Args:
            most: most facts at once.

        Returns:
            How many took effect.
        """
        taken = 0
        for _ in range(most):
            failure = self.failures.next_due()
            if failure is None:
                break
            taken += self._retry(failure)
        return taken

    def replay(self, key: str, *, payload: dict[str, Any] | None = None) -> bool:
        """Try a dead fact once more, as it was or as staff have mended it.

        Args:
            key: of the failure.
            payload: what to tell the handler instead; the stored fact stays as it is.

        Returns:
            Whether it took effect now; if not, it is dead again, with the new error, or tried
            again by itself where something was merely away.

        Raises:
            UnknownFailureError: if there is no such failure.
            NotDeadError: if it is still being tried.
        """
        failure = self._dead(key)
        if payload is not None:
            failure["fact"]["payload"] = payload
            self.failures.collection.update_one({"_id": key}, {"$set": {"fact": failure["fact"]}})
        return self._retry(failure)

    def discard(self, key: str) -> None:
        """Give a dead fact up for good, and let the next of its aggregate go on.

        Args:
            key: of the failure.

        Raises:
            UnknownFailureError: if there is no such failure.
            NotDeadError: if it is still being tried.
        """
        failure = self._dead(key)
        unit_of_work(self.inbox.alias).run(lambda: self.failures.resolve(failure))

    def _retry(self, failure: dict[str, Any]) -> bool:
        def again() -> None:
            # Claimed by the removal: of two workers one finds it gone.
            self.failures.resolve(failure)
            run(self._task(failure))

        try:
            unit_of_work(self.inbox.alias).run(again)
        except ResolvedMeanwhileError:
            return False
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept
            self.failures.failed_again(
                failure["_id"], attempts=failure["attempts"] + 1, error=error
            )
            return False
        return True

    def _task(self, failure: dict[str, Any]) -> Task:
        fact = from_spelled_out(failure["fact"])
        for subscription in self.hearers.subscriptions(self.app, fact.name):
            if subscription.handler == failure["handler"]:
                return Task(
                    subscription=subscription,
                    fact=fact,
                    home=failure["home"],
                    upcasters=self.hearers.upcasters,
                )
        raise UnknownFailureError(f"{failure['handler']} no longer hears {fact.name}.")

    def _dead(self, key: str) -> dict[str, Any]:
        failure: dict[str, Any] | None = self.failures.collection.find_one({"_id": key})
        if failure is None:
            raise UnknownFailureError(f"There is no undelivered fact {key!r}.")
        if failure["state"] != FailureState.DEAD.value:
            raise NotDeadError(f"{key} is {failure['state']}, not dead.")
        return failure
