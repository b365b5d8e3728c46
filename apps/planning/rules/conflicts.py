"""Conflicts: what two events cannot share at one time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from apps.planning.data import ConflictData, ConflictKind
from apps.planning.rules.times import overlaps
from yggdrasil.errors import ConflictError, FieldError

_FIELDS = {
    ConflictKind.ROOM: "location_id",
    ConflictKind.TEACHER: "teacher_id",
    ConflictKind.COHORT: "cohort_ids",
    ConflictKind.RESOURCE: "bookings",
}


class ScheduleConflictError(ConflictError):
    """Something the event needs is taken at its time; the errors name what and by which event."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A time, and what an event needs during it.

    Attributes:
        event_id: id of the event; None for a time that is only asked about.
        resources: how many of each resource, by id.
    """

    event_id: str | None
    title: str
    starts_at: datetime
    ends_at: datetime
    location_id: str | None = None
    teacher_id: str | None = None
    cohort_ids: frozenset[str] = frozenset()
    resources: Mapping[str, int] = field(default_factory=dict)

    @property
    def subjects(self) -> frozenset[tuple[ConflictKind, str]]:
        """Return everything it needs, by kind and id."""
        single = ((ConflictKind.ROOM, self.location_id), (ConflictKind.TEACHER, self.teacher_id))
        return frozenset(
            {
                *((kind, subject) for kind, subject in single if subject),
                *((ConflictKind.COHORT, cohort) for cohort in self.cohort_ids),
                *((ConflictKind.RESOURCE, resource) for resource in self.resources),
            }
        )


def are_rivals(claim: Claim, other: Claim) -> bool:
    """Return whether two claims overlap in time and are not the same event, whatever they need.

    Args:
        claim: the one.
        other: the other.

    Returns:
        True for different events that are under way at one moment; the same either way round.
    """
    if claim.event_id is not None and claim.event_id == other.event_id:
        return False
    return overlaps(
        starts_at=claim.starts_at,
        ends_at=claim.ends_at,
        other_starts_at=other.starts_at,
        other_ends_at=other.ends_at,
    )


def conflicts_between(
    claim: Claim, others: Iterable[Claim], *, quantities: Mapping[str, int] | None = None
) -> tuple[ConflictData, ...]:
    """Return what stands in the way of a claim.

    Args:
        claim: the wanted time and what is needed.
        others: claims of events that take place.
        quantities: how many there are of each resource; one of each not named.

    Returns:
        A conflict for each other event and thing, by time, then kind, then id. A room, a teacher
        and a cohort are at one event at a time; a resource is short where all that want it at one
        moment want more than there are.
    """
    rivals = [other for other in others if are_rivals(claim, other)]
    found = [
        _conflict(claim, other, kind=kind, subject_id=subject_id)
        for other in rivals
        for kind, subject_id in claim.subjects & other.subjects
        if kind is not ConflictKind.RESOURCE
        or _is_short(subject_id, claim, rivals, quantities=quantities or {})
    ]
    return tuple(sorted(found, key=sort_key))


def conflicts_among(
    claims: Iterable[Claim], *, quantities: Mapping[str, int] | None = None
) -> tuple[ConflictData, ...]:
    """Return all conflicts within a set of events, each pair once.

    Args:
        claims: claims of events that take place.
        quantities: how many there are of each resource.

    Returns:
        Conflicts by time, then kind, then id.
    """
    found: list[ConflictData] = []
    under_way: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.starts_at, claim.event_id or "")):
        under_way = [other for other in under_way if other.ends_at > claim.starts_at]
        found += conflicts_between(claim, under_way, quantities=quantities)
        under_way.append(claim)
    return tuple(sorted(found, key=sort_key))


def check_free(
    claims: Iterable[Claim],
    others: Iterable[Claim],
    *,
    quantities: Mapping[str, int] | None = None,
    tolerates: frozenset[ConflictKind] = frozenset(),
) -> None:
    """Return if everything that the claims need is free, or what is not was knowingly accepted.

    Args:
        claims: the wanted times.
        others: claims of events that take place.
        quantities: how many there are of each resource.
        tolerates: kinds of conflicts that the planner accepts.

    Raises:
        ScheduleConflictError: with a sentence for each conflict, at most ten.
    """
    neighbours = list(others)
    found = [
        conflict
        for claim in claims
        for conflict in conflicts_between(claim, neighbours, quantities=quantities)
        if conflict.kind not in tolerates
    ]
    if found:
        raise ScheduleConflictError(_sentence(found), errors=tuple(_errors(found[:10])))


def sort_key(conflict: ConflictData) -> tuple[str, ...]:
    """Return what conflicts are listed by: time, kind, then ids.

    Args:
        conflict: the conflict.

    Returns:
        Texts, so that a cursor can carry them.
    """
    return (
        conflict.starts_at.isoformat(timespec="milliseconds"),
        conflict.kind.value,
        conflict.subject_id,
        conflict.event_id,
        conflict.other_event_id or "",
    )


def _conflict(claim: Claim, other: Claim, *, kind: ConflictKind, subject_id: str) -> ConflictData:
    return ConflictData(
        kind=kind,
        subject_id=subject_id,
        event_id=other.event_id or "",
        event_title=other.title,
        other_event_id=claim.event_id,
        starts_at=max(claim.starts_at, other.starts_at),
        ends_at=min(claim.ends_at, other.ends_at),
    )


def _is_short(
    resource_id: str, claim: Claim, rivals: list[Claim], *, quantities: Mapping[str, int]
) -> bool:
    """Return whether at some moment of the claim more is wanted than there is.

    Demand grows only where an event begins, so those moments are enough.
    """
    users = [claim, *(rival for rival in rivals if resource_id in rival.resources)]
    moments = {max(user.starts_at, claim.starts_at) for user in users}
    wanted = max(
        sum(user.resources[resource_id] for user in users if user.starts_at <= at < user.ends_at)
        for at in moments
    )
    return wanted > quantities.get(resource_id, 1)


def _sentence(found: list[ConflictData]) -> str:
    first = found[0]
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return (
        f"The {first.kind} is taken by {first.event_title!r} ({first.event_id}) from"
        f" {first.starts_at:%Y-%m-%d %H:%M} UTC{more}. Choose another time or {first.kind}."
    )


def _errors(found: list[ConflictData]) -> Iterator[FieldError]:
    for conflict in found:
        yield FieldError(
            field=_FIELDS[conflict.kind],
            message=f"Taken by {conflict.event_title!r} ({conflict.event_id}).",
            code=f"{conflict.kind}_taken",
        )
