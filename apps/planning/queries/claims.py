"""Which events want something at a time."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bson import ObjectId
from django.db.models import Q, QuerySet

from apps.planning import rules
from apps.planning.data import ConflictKind, EventStatus
from apps.planning.models import Event, Resource
from apps.planning.queries.shapes import to_claim

Subject = tuple[ConflictKind, str]

_NEEDED = (
    *("id", "title", "starts_at", "ends_at", "location_id", "teacher_id", "cohort_ids", "bookings"),
)


def events_between(*, starts_at: datetime, ends_at: datetime) -> QuerySet[Event]:
    """Return the events that are under way at some moment of a half-open time.

    Args:
        starts_at: begin of the time.
        ends_at: end of the time, no longer part of it.

    Returns:
        Events, cancelled ones included. The bound below the begin lets the index be read from
        there; without it every earlier event would have to be looked at.
    """
    return Event.objects.filter(
        starts_at__lt=ends_at, starts_at__gt=starts_at - rules.LONGEST_KEPT, ends_at__gt=starts_at
    )


def list_claims(
    *, starts_at: datetime, ends_at: datetime, subjects: Collection[Subject] | None = None
) -> list[rules.Claim]:
    """Return the claims of events that take place within a time.

    Args:
        starts_at: begin of the time.
        ends_at: end of the time, no longer part of it.
        subjects: only events that need one of these rooms, teachers, cohorts or resources; all
            events if left out.

    Returns:
        Claims by begin.
    """
    rows = events_between(starts_at=starts_at, ends_at=ends_at).filter(
        status=EventStatus.SCHEDULED.value
    )
    if subjects is not None:
        rows = rows.filter(_needing(subjects))
    return [to_claim(event) for event in rows.only(*_NEEDED).order_by("starts_at", "id")]


def quantities_of(subjects: Collection[Subject]) -> Mapping[str, int]:
    """Return how many there are of each resource among some subjects.

    Args:
        subjects: rooms, teachers, cohorts and resources.

    Returns:
        Quantity by id of the resource.
    """
    keys = [ObjectId(subject) for kind, subject in subjects if kind is ConflictKind.RESOURCE]
    if not keys:
        return {}
    rows = Resource.objects.filter(pk__in=keys).values_list("pk", "quantity")
    return {str(key): quantity for key, quantity in rows}


def _needing(subjects: Collection[Subject]) -> Q:
    keys: dict[ConflictKind, list[ObjectId]] = {}
    for kind, subject in subjects:
        keys.setdefault(kind, []).append(ObjectId(subject))
    lookups = {
        ConflictKind.ROOM: "location_id__in",
        ConflictKind.TEACHER: "teacher_id__in",
        ConflictKind.COHORT: "cohort_ids__overlap",
        ConflictKind.RESOURCE: "resource_ids__overlap",
    }
    condition = Q()
    for kind, wanted in keys.items():
        condition |= Q((lookups[kind], wanted))
    return condition
