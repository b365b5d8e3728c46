"""Guards: what makes two bookings of one thing on one day meet."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from django.db import models
from pymongo import UpdateOne

from yggdrasil.mongodb.homes import alias_of, collection_of
from yggdrasil.mongodb.indexes import ExpiryIndex
from yggdrasil.mongodb.unit_of_work import current_session

_KEPT = timedelta(days=30)


class BookingGuard(models.Model):
    """A turnstile for one room, teacher, cohort or resource on one day (UTC).

    Snapshot isolation lets two transactions each see a free room and both take it, since they
    write different documents. Whoever plans an event therefore first raises `turns` of every
    day and thing it touches: the second one meets a write conflict, is run again, and then sees
    the first one's event.

    Shape: `_id` is `<kind>:<id>:<day>`. Growth: a guard vanishes a month after its day, or after
    it was last passed where that is later.
    """

    id = models.CharField(max_length=60, primary_key=True, db_column="_id")
    turns = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "planning_guards"
        indexes = [ExpiryIndex(fields=["expires_at"], name="planning_guards_expiry")]

    def __str__(self) -> str:
        kind, _, rest = self.id.partition(":")
        return f"{kind.capitalize()} on {rest.rpartition(':')[2]}"


def pass_guards(places: Collection[tuple[str, date]], *, at: datetime) -> None:
    """Pass the turnstiles of things on days, within the open unit of work.

    Args:
        places: `<kind>:<id>` and the day, for everything an event touches.
        at: the present moment.
    """
    session = current_session()
    if not places or session is None:
        return
    # In one order for everybody, so that of two planners one passes all and the other none.
    writes = [_turn(place, day, at=at) for place, day in sorted(places)]
    collection = collection_of(alias_of("planning"), BookingGuard._meta.db_table)
    collection.bulk_write(writes, ordered=True, session=session)


def _turn(place: str, day: date, *, at: datetime) -> UpdateOne:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return UpdateOne(
        {"_id": f"{place}:{day.isoformat()}"},
        {"$inc": {"turns": 1}, "$set": {"expires_at": max(midnight, at) + _KEPT}},
        upsert=True,
    )
