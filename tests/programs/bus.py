"""A process of the bus in which statistics hears a fact that planning tells in tests only.

python -m tests.programs.bus relay planning
python -m tests.programs.bus hearer
"""

import os
import sys
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

import django

django.setup()

from celery import current_app
from django.core.management import call_command
from django.db import connections

from apps.statistics import subscriptions
from yggdrasil import clock
from yggdrasil.bus.worker import install
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.subscription import Subscription
from yggdrasil.mongodb.unit_of_work import current_session

NAME = "planning.location.measured.v1"


@dataclass(frozen=True, kw_only=True)
class LocationMeasured:
    location_id: str
    number: int
    at: float


measured = DomainSignal(NAME, LocationMeasured)


def effects():
    """Return the collection in which the handler leaves its effects."""
    return connections["statistics"].database["bus_test_effects"]


def note_all(facts: list[LocationMeasured]) -> None:
    """Note many facts by one command."""
    handled_at = clock.now()
    effects().insert_many(
        [
            {"location": f.location_id, "number": f.number, "told_at": f.at, "at": handled_at}
            for f in facts
        ],
        session=current_session(),
    )


def note(fact: LocationMeasured) -> None:
    """Note one fact."""
    note_all([fact])


subscriptions.SUBSCRIPTIONS = (
    *subscriptions.SUBSCRIPTIONS,
    Subscription(hears=NAME, needs=LocationMeasured, does=note, does_all=note_all),
)
current_app.conf.task_always_eager = False
install(current_app)

if __name__ == "__main__":
    call_command(*sys.argv[1:])
