"""Our hearer, which also writes down when the effect of each fact was committed.

python -m scripts.benches.bus.hearing FILE
"""

import sys
import time
from pathlib import Path
from typing import Any

from tests.programs import bus as program

# isort: split
from celery import current_app
from django.core.management import call_command

from apps.news import subscriptions
from yggdrasil.bus.worker import install
from yggdrasil.events.subscription import Subscription
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import after_commit, current_session


def effects() -> Any:
    """Return the collection in which facts leave their effects."""
    return collection_of("news", "bus_test_effects")


def hear(path: Path) -> None:
    """Hear until told to stop.

    Args:
        path: file that gets a line with room, number and moment for each fact.
    """
    handled = path.open("a")

    def note(fact: program.LocationMeasured) -> None:
        note_all([fact])

    def note_all(facts: list[program.LocationMeasured]) -> None:
        notes = [{"location": fact.location_id, "number": fact.number} for fact in facts]
        if len(notes) == 1:
            effects().insert_one(notes[0], session=current_session())
        else:
            effects().insert_many(notes, session=current_session())
        after_commit(lambda: write_down(facts))

    def write_down(facts: list[program.LocationMeasured]) -> None:
        at = time.time()
        handled.writelines(f"{fact.location_id} {fact.number} {at}\n" for fact in facts)
        handled.flush()

    line = Subscription(
        hears=program.NAME, needs=program.LocationMeasured, does=note, does_all=note_all
    )
    others = (line for line in subscriptions.SUBSCRIPTIONS if line.hears != program.NAME)
    subscriptions.SUBSCRIPTIONS = (*others, line)
    install(current_app)
    call_command("hearer")


if __name__ == "__main__":
    hear(Path(sys.argv[1]))
