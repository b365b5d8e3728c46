"""What a Celery application needs to hear: the queues of facts, and the task that tends them."""

import gc
from typing import Any

from celery import Celery
from kombu import Queue

from yggdrasil.bus.carrying import topology
from yggdrasil.bus.hearers import declared
from yggdrasil.services import modules_of_services

TEND_SECONDS = 15.0

# Threads that wait: what waits together is taken together, in order, by one of them.
HEARER_OPTIONS = (
    "--hostname=hearer@%h",
    "--pool=threads",
    "--concurrency=6",
    "--prefetch-multiplier=1",
    "--without-gossip",
    "--without-mingle",
)


def install(celery: Celery) -> None:
    """Give a Celery application the queues of facts and the schedules of all apps.

    Args:
        celery: the application; Django's apps are loaded.
    """
    tasks = Queue(celery.conf.task_default_queue, durable=True)
    celery.conf.task_queues = [tasks, *topology.queues(declared())]
    celery.conf.beat_schedule = {
        "yggdrasil.bus.tend": {"task": "yggdrasil.bus.tend", "schedule": TEND_SECONDS},
        **_schedules(),
    }


def settle() -> None:
    """Spare what is loaded by now from garbage collection: going through it outlasts a fact."""
    gc.collect()
    gc.freeze()


def _schedules() -> dict[str, Any]:
    """Return the `SCHEDULE` of every app's tasks."""
    found: dict[str, Any] = {}
    for _, module in modules_of_services("tasks"):
        found.update(getattr(module, "SCHEDULE", {}))
    return found
