"""Progress in one course: what a partial report may say, and what it changes."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime

from apps.enrollments.data import ProgressChange, StandingData
from apps.enrollments.rules.figures import COMPLETE_PERCENT, is_complete
from yggdrasil.errors import ConflictError, FieldError, InvalidError

_PAIRS = (("chapters_completed", "chapters_total"), ("exercises_completed", "exercises_total"))

# What only teachers say.
_TEACHERS = {"average_score_percent"}

_MOST_PARTS = 10_000
_MOST = {
    "progress_percent": COMPLETE_PERCENT,
    "average_score_percent": COMPLETE_PERCENT,
    **{name: _MOST_PARTS for pair in _PAIRS for name in pair},
}


class InvalidProgressError(InvalidError):
    """The report of progress cannot be true."""


class NotTakingPartError(ConflictError):
    """Only who is enrolled in a course, or in a cohort that has it, gets on in it."""


def standing_after(before: StandingData, *, change: ProgressChange, at: datetime) -> StandingData:
    """Return a standing with what became known.

    Args:
        before: what was known.
        change: what became known; None in it leaves what was known before.
        at: when it happened; a report that arrives late does not turn the last activity back.

    Returns:
        The standing. It is completed while it is at 100 %, since the moment it first was. A new
        average alone is the teacher's doing, and no activity of the student.

    Raises:
        InvalidProgressError: naming each figure out of bounds.

    Source: the predecessor's partial update erased what it did not name; this one never does.
    """
    known = {name: value for name, value in asdict(change).items() if value is not None}
    after = replace(before, **known)
    _check(after, named=known)
    latest = max(before.last_activity_at or at, at)
    return replace(
        after,
        started_at=before.started_at or at,
        last_activity_at=before.last_activity_at if known.keys() == _TEACHERS else latest,
        completed_at=(before.completed_at or at) if is_complete(after) else None,
    )


def _check(standing: StandingData, *, named: Collection[str]) -> None:
    # Figures carried over may contradict each other; only what is said now has to be right.
    faults = (*_range_faults(standing, named), *_total_faults(standing, named))
    if faults:
        sentence = " ".join(f"{fault.field}: {fault.message}" for fault in faults)
        raise InvalidProgressError(sentence, errors=faults)


def _range_faults(standing: StandingData, named: Collection[str]) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(field=name, message="It is out of bounds.", code="out_of_range")
        for name, most in _MOST.items()
        if name in named and not 0 <= getattr(standing, name) <= most
    )


def _total_faults(standing: StandingData, named: Collection[str]) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(field=done, message="It is more than there are.", code="more_than_total")
        for done, total in _PAIRS
        if (done in named or total in named) and getattr(standing, done) > getattr(standing, total)
    )
