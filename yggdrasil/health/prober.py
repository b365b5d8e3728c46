"""All checks at once, within one deadline: whoever does not answer in time is failing."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from time import perf_counter

from yggdrasil.health.check import FailingError, Health, HealthCheck, Status
from yggdrasil.logs import get_logger

DEADLINE_SECONDS = 2.0

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What all checks found.

    Attributes:
        status: failing if any check is.
        checks: one by check, in their order.
    """

    status: Status
    checks: tuple[Health, ...]


class Prober:
    """Runs checks, each in a thread of its own.

    A check that hangs is never started a second time: probes may come every second, and the
    threads left waiting must not grow in number. The threads are daemons, so that none of them
    holds up the end of the process.

    Args:
        checks: what is looked after.
        deadline_seconds: longest time a report may take.
    """

    def __init__(
        self, checks: Sequence[HealthCheck], *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        self._checks = tuple(checks)
        self._deadline_seconds = deadline_seconds
        self._lock = threading.Lock()
        self._running: dict[str, Future[Health]] = {}

    def report(self) -> Report:
        """Return what all checks find now.

        Returns:
            One health by check, within the deadline.
        """
        futures = {check.name: self._begun(check) for check in self._checks}
        wait(futures.values(), timeout=self._deadline_seconds)
        found = tuple(self._found(name, future) for name, future in futures.items())
        is_ok = all(health.is_ok for health in found)
        return Report(status=Status.OK if is_ok else Status.FAILING, checks=found)

    def _begun(self, check: HealthCheck) -> Future[Health]:
        with self._lock:
            running = self._running.get(check.name)
            if running is not None and not running.done():
                return running
            future: Future[Health] = Future()
            self._running[check.name] = future
        threading.Thread(
            target=lambda: future.set_result(_run(check)), name=f"health-{check.name}", daemon=True
        ).start()
        return future

    def _found(self, name: str, future: Future[Health]) -> Health:
        if future.done():
            return future.result()
        return Health(
            name=name,
            status=Status.FAILING,
            detail=f"No answer within {self._deadline_seconds:g} seconds.",
            latency_ms=self._deadline_seconds * 1000,
        )


def _run(check: HealthCheck) -> Health:
    began = perf_counter()
    detail = ""
    try:
        check.check()
    except FailingError as error:
        detail = str(error)
    except Exception as error:  # noqa: BLE001 - the edge of a thread; whatever failed is failing
        # Their texts name hosts, and could name more; the log may, the answer may not.
        detail = f"It does not answer ({type(error).__name__})."
        log.warning("Health check failed.", check=check.name, reason=f"{error!s:.300}")
    return Health(
        name=check.name,
        status=Status.FAILING if detail else Status.OK,
        detail=detail,
        latency_ms=round((perf_counter() - began) * 1000, 1),
    )
