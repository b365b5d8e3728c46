"""The promise: a check says whether one thing that is needed is well."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

# A check gives up by itself a little before the report does.
PATIENCE_SECONDS = 1.5


class Status(StrEnum):
    """How a thing is."""

    OK = "ok"
    FAILING = "failing"


@dataclass(frozen=True, kw_only=True)
class Health:
    """What a check found.

    Attributes:
        name: of the check.
        status: how the thing is.
        detail: one sentence if it fails, without addresses or secrets: anybody may read it.
        latency_ms: how long the answer took, in milliseconds.
    """

    name: str
    status: Status
    detail: str = ""
    latency_ms: float = 0.0

    @property
    def is_ok(self) -> bool:
        """Return whether the thing is well."""
        return self.status is Status.OK


class HealthCheck(Protocol):
    """Looks after one thing that is needed."""

    @property
    def name(self) -> str:
        """Return `<kind>` or `<kind>:<which>`, for example `mongodb:course`."""
        ...

    def check(self) -> None:
        """Return if the thing is well; within `PATIENCE_SECONDS`, if it can.

        Raises:
            FailingError: with a sentence that anybody may read.
            Exception: any other; only its class is told.
        """
        ...


class FailingError(Exception):
    """The thing answers, but is not well."""
