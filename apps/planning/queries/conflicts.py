"""What stands in the way of what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.planning import rules
from apps.planning.data import ConflictData, ConflictKind
from apps.planning.models import Event
from apps.planning.queries.claims import list_claims, quantities_of
from apps.planning.queries.lookups import find_location_key
from apps.planning.queries.pages import page_of
from apps.planning.queries.shapes import to_claim
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window

LONGEST_LOOK = timedelta(days=93)


class InvalidLookError(InvalidError):
    """Conflicts are looked for between two moments, at most three months apart."""


@dataclass(frozen=True, kw_only=True)
class ConflictFilters:
    """Where conflicts are looked for.

    Attributes:
        from_: begin of the time.
        to: end of the time, no longer part of it; at most 93 days later.
        location: what stands in the way of an event in this location, by id or name.
        teacher_id: what stands in the way of an event that this person holds.
        cohort_id: what stands in the way of an event for this cohort.
        exclude_event_id: not this event, for example because it is the one to be moved.
        kind: only conflicts of this kind.
    """

    from_: datetime
    to: datetime
    location: str | None = None
    teacher_id: str | None = None
    cohort_id: str | None = None
    exclude_event_id: str | None = None
    kind: ConflictKind | None = None


@query
def list_conflicts(
    *, viewer: Actor, filters: ConflictFilters, window: Window
) -> Page[ConflictData]:
    """Return a page of the conflicts within a time.

    With a location, teacher or cohort: the events that stand in the way of using it for the whole
    time. Without: the conflicts between events that are planned.

    Args:
        viewer: who asks; staff or a teacher.
        filters: where they are looked for.
        window: which part.

    Returns:
        Conflicts by begin.

    Raises:
        StaffOnlyError: if the viewer plans no events.
        InvalidLookError: if the moments are out of order or too far apart.
        InvalidIdError: if an id is none.
        InvalidCursorError: if the cursor is not one of this list.
    """
    rules.check_is_planner(viewer)
    starts_at, ends_at = _check_look(filters)
    wanted = _wanted(filters, starts_at=starts_at, ends_at=ends_at)
    found = (
        _in_the_way(wanted) if wanted.subjects else _planned(starts_at=starts_at, ends_at=ends_at)
    )
    rows = [conflict for conflict in found if filters.kind in {None, conflict.kind}]
    return page_of(rows, key=rules.sort_key, name=f"conflicts {filters}", window=window)


@query
def list_conflicts_of(*, event_id: str) -> tuple[ConflictData, ...]:
    """Return what stands in the way of an event that is planned; for the admin.

    Args:
        event_id: id of the event.

    Returns:
        Conflicts by begin; none for an event that was cancelled or is not there.
    """
    event = Event.objects.filter(pk=to_object_id(event_id)).first()
    if event is None or event.is_cancelled:
        return ()
    return _in_the_way(to_claim(event))


@query
def count_conflicts_of(*, event_ids: tuple[str, ...]) -> dict[str, int]:
    """Return how much stands in the way of each of some events, by one read for all.

    Args:
        event_ids: a page of events.

    Returns:
        Number of conflicts by event; nothing for those without. Nothing at all where the events
        lie more than 93 days apart: too much would have to be read.
    """
    keys = [to_object_id(event_id) for event_id in event_ids]
    shown = list(Event.objects.filter(pk__in=keys))
    claims = [to_claim(event) for event in shown if not event.is_cancelled]
    subjects = {subject for claim in claims for subject in claim.subjects}
    if not subjects:
        return {}
    starts_at = min(claim.starts_at for claim in claims)
    ends_at = max(claim.ends_at for claim in claims)
    if ends_at - starts_at > LONGEST_LOOK:
        return {}
    others = list_claims(starts_at=starts_at, ends_at=ends_at, subjects=subjects)
    quantities = quantities_of(subjects)
    found = {
        str(claim.event_id): len(rules.conflicts_between(claim, others, quantities=quantities))
        for claim in claims
    }
    return {event_id: number for event_id, number in found.items() if number}


def _in_the_way(claim: rules.Claim) -> tuple[ConflictData, ...]:
    others = list_claims(starts_at=claim.starts_at, ends_at=claim.ends_at, subjects=claim.subjects)
    return rules.conflicts_between(claim, others, quantities=quantities_of(claim.subjects))


def _planned(*, starts_at: datetime, ends_at: datetime) -> tuple[ConflictData, ...]:
    claims = list_claims(starts_at=starts_at, ends_at=ends_at)
    subjects = {subject for claim in claims for subject in claim.subjects}
    return rules.conflicts_among(claims, quantities=quantities_of(subjects))


def _wanted(filters: ConflictFilters, *, starts_at: datetime, ends_at: datetime) -> rules.Claim:
    location = filters.location
    return rules.Claim(
        event_id=filters.exclude_event_id,
        title="",
        starts_at=starts_at,
        ends_at=ends_at,
        location_id=None if location is None else str(find_location_key(location)),
        teacher_id=filters.teacher_id and str(to_object_id(filters.teacher_id)),
        cohort_ids=frozenset({str(to_object_id(filters.cohort_id))} if filters.cohort_id else ()),
    )


def _check_look(filters: ConflictFilters) -> tuple[datetime, datetime]:
    if not timedelta(0) < filters.to - filters.from_ <= LONGEST_LOOK:
        message = f"The time ends after it begins, and at most {LONGEST_LOOK.days} days later."
        raise InvalidLookError(message, errors=(FieldError(field="to", message=message),))
    return filters.from_, filters.to
