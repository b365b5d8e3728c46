"""The system check of the inbox: a marker must outlive every way its message may come again."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.checks import CheckMessage, Error

from yggdrasil.bus.carrying.topology import MESSAGE_TTL_MS
from yggdrasil.bus.effects.failures import ATTEMPTS, LONGEST_PAUSE
from yggdrasil.bus.models import WINDOW

SHORTEST_WINDOW = timedelta(days=7)
# What kombu does on Redis where nothing is set.
VISIBILITY_SECONDS = 3_600


def check_inbox_window(**_options: object) -> list[CheckMessage]:
    """Return an error for each way a fact may come again after its marker is gone.

    Returns:
        Django check messages, E010 each.
    """
    return [
        Error(
            f"The inbox remembers a fact for {WINDOW}, but {why} for {horizon}: it could take "
            f"effect twice.",
            hint="Shorten that time, or lengthen yggdrasil.bus.models.WINDOW and migrate.",
            id="yggdrasil.E010",
        )
        for why, horizon in _horizons()
        if horizon > WINDOW
    ]


def _horizons() -> Iterator[tuple[str, timedelta]]:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    hidden = timedelta(seconds=options.get("visibility_timeout", VISIBILITY_SECONDS))
    kept = timedelta(milliseconds=MESSAGE_TTL_MS)
    yield "people may restore a broker or a dead-letter queue", SHORTEST_WINDOW
    yield "a queue keeps messages (x-message-ttl)", kept
    # A killed worker's message is hidden first, and may then lie as long as any other.
    yield "a killed worker's message may stay hidden (visibility_timeout)", hidden + kept
    yield "a failed fact is tried again by itself", ATTEMPTS * LONGEST_PAUSE
