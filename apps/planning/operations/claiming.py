"""Taking rooms, teachers, cohorts and resources for a time, one planner at a time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from apps.planning import rules
from apps.planning.data import ConflictKind
from apps.planning.models import Event
from apps.planning.models.guard import pass_guards
from apps.planning.queries.claims import list_claims, quantities_of
from apps.planning.queries.shapes import to_claim
from yggdrasil.context import Actor

_MOMENT = timedelta(milliseconds=1)


def take(
    wanted: Sequence[Event],
    *,
    actor: Actor,
    at: datetime,
    tolerates: Collection[ConflictKind] = (),
) -> None:
    """Take everything that events need for their times, within the open unit of work.

    Parallel planners of the same thing on the same day pass one after the other, so what is seen
    free here is free until the commit.

    Args:
        wanted: events about to be saved; cancelled ones need nothing.
        actor: who plans.
        at: the present moment.
        tolerates: kinds of conflicts that the planner knowingly accepts; staff do.

    Raises:
        StaffOnlyError: if somebody else would accept conflicts.
        ScheduleConflictError: if something is taken.
    """
    rules.check_may_tolerate(actor, tolerates)
    claims = [to_claim(event) for event in wanted if not event.is_cancelled]
    subjects = {subject for claim in claims for subject in claim.subjects}
    if not subjects:
        return
    pass_guards({place for claim in claims for place in _places(claim)}, at=at)
    others = list_claims(
        starts_at=min(claim.starts_at for claim in claims),
        ends_at=max(claim.ends_at for claim in claims),
        subjects=subjects,
    )
    own = {claim.event_id for claim in claims}
    rules.check_free(
        claims,
        [other for other in others if other.event_id not in own],
        quantities=quantities_of(subjects),
        tolerates=frozenset(tolerates),
    )


def _places(claim: rules.Claim) -> Iterator[tuple[str, date]]:
    for kind, subject_id in claim.subjects:
        for day in _days(claim.starts_at, claim.ends_at):
            yield f"{kind}:{subject_id}", day


def _days(starts_at: datetime, ends_at: datetime) -> Iterator[date]:
    """Yield the days (UTC) that a time touches; overlapping times share at least one."""
    day = starts_at.astimezone(UTC).date()
    last = (ends_at - _MOMENT).astimezone(UTC).date()
    while day <= last:
        yield day
        day += timedelta(days=1)
