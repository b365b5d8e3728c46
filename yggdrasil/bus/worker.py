"""What a Celery application needs to hear: listeners beside its tasks, and the task that tends."""

import gc
from collections.abc import Sequence
from typing import Any

from celery import Celery, bootsteps
from kombu import Queue

from yggdrasil.bus.hearing.listening import Listener
from yggdrasil.services import modules_of_services

TEND_SECONDS = 30.0
# How long a listener that is told to stop may take to finish what it has in hand.
FINISH_SECONDS = 15.0
TICK_SECONDS = 1.0

# The listeners have threads of their own; one more is for tasks, should it be given any.
HEARER_OPTIONS = (
    "--hostname=hearer@%h",
    "--pool=threads",
    "--concurrency=1",
    "--prefetch-multiplier=1",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
)


class Hearing(bootsteps.StartStopStep):
    """The part of a worker that hears; `hear_in` gives it its listeners."""

    requires = ("celery.worker.components:Pool",)
    listeners: Sequence[Listener] = ()

    def start(self, worker: Any) -> None:
        """Start to listen, before the worker takes tasks."""
        # Without tasks the worker's own loop sleeps for ten seconds, whatever signal comes.
        worker.timer.call_repeatedly(TICK_SECONDS, _nothing)
        for listener in self.listeners:
            listener.start()

    def stop(self, _worker: Any) -> None:
        """Let each listener finish what it has in hand."""
        for listener in self.listeners:
            listener.stop()
        for listener in self.listeners:
            listener.join(within_seconds=FINISH_SECONDS)

    def terminate(self, _worker: Any) -> None:
        """Leave what is in hand: it was not acknowledged and comes again."""
        for listener in self.listeners:
            listener.stop()


def hear_in(celery: Celery, listeners: Sequence[Listener]) -> None:
    """Let a worker of this application hear.

    Args:
        celery: the application.
        listeners: one a queue.
    """
    celery.steps["worker"].add(type("Listening", (Hearing,), {"listeners": listeners}))


def install(celery: Celery) -> None:
    """Give a Celery application its queue of tasks and the schedules of all apps.

    Args:
        celery: the application; Django's apps are loaded.
    """
    celery.conf.task_queues = [Queue(celery.conf.task_default_queue, durable=True)]
    celery.conf.beat_schedule = {
        "yggdrasil.bus.tend": {"task": "yggdrasil.bus.tend", "schedule": TEND_SECONDS},
        **_schedules(),
    }


def settle() -> None:
    """Spare what is loaded by now from garbage collection: going through it outlasts a fact."""
    gc.collect()
    gc.freeze()


def _nothing() -> None:
    """Do nothing, but have woken up for it."""


def _schedules() -> dict[str, Any]:
    """Return the `SCHEDULE` of every app's tasks."""
    found: dict[str, Any] = {}
    for _, module in modules_of_services("tasks"):
        found.update(getattr(module, "SCHEDULE", {}))
    return found
