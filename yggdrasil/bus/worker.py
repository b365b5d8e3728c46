"""What a Celery application needs to hear: the queues of facts, and the task that tends them."""

from importlib import import_module
from typing import Any

from celery import Celery
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from kombu import Queue

from yggdrasil.bus import topology
from yggdrasil.bus.hearers import declared
from yggdrasil.services import ServiceConfig

TEND_SECONDS = 15.0


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


def _schedules() -> dict[str, Any]:
    """Return the `SCHEDULE` of every app's tasks."""
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        if isinstance(config, ServiceConfig) and module_has_submodule(config.module, "tasks"):
            found.update(getattr(import_module(f"{config.name}.tasks"), "SCHEDULE", {}))
    return found
