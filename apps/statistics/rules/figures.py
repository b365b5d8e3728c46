"""Means, shares, milestones, and the names of days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from apps.statistics.data import MilestoneData, MilestoneKind

FIVE = 5
HIGH_AVERAGE_PERCENT = 80
HIGH_AVERAGE_COURSES = 3


def mean_percent(values: Iterable[float]) -> int:
    """Return the mean as a whole percentage.

    Args:
        values: percentages, 0 to 100.

    Returns:
        The mean, halves rounded up; 0 of nothing.
    """
    found = list(values)
    return int(sum(found) / len(found) + 0.5) if found else 0


def mean_or_none(values: Iterable[float | None]) -> float | None:
    """Return the mean of those values that are known.

    Args:
        values: numbers, or None where nothing is known.

    Returns:
        The mean with one decimal; None if none is known.
    """
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if known else None


def share_percent(part: int, *, of: int) -> int:
    """Return a share as a whole percentage.

    Args:
        part: how many.
        of: of how many.

    Returns:
        0 to 100, halves rounded up; 0 of nothing.
    """
    return (200 * part + of) // (2 * of) if of else 0


def milestones(
    *, completed_at: Iterable[datetime | None], progress_percents: Sequence[float]
) -> tuple[MilestoneData, ...]:
    """Return what a student has reached.

    Args:
        completed_at: when each completed course was; None where nobody noted it.
        progress_percents: progress in each course, 0 to 100.

    Returns:
        What is reached, with its moment where it has one.

    Source:
        The predecessor's achievements: at least one course, at least five, a mean of at least 80
        over at least three. It stamped them with the moment of reading, which is left out.
    """
    # Unknown moments last: a milestone is dated by those that are known to be enough.
    moments = sorted(
        completed_at, key=lambda at: (at is None, at or datetime.max.replace(tzinfo=UTC))
    )
    reached = [
        MilestoneData(kind=kind, reached_at=moments[number - 1])
        for kind, number in (
            (MilestoneKind.FIRST_COURSE_COMPLETED, 1),
            (MilestoneKind.FIVE_COURSES_COMPLETED, FIVE),
        )
        if len(moments) >= number
    ]
    is_high = mean_percent(progress_percents) >= HIGH_AVERAGE_PERCENT
    if is_high and len(progress_percents) >= HIGH_AVERAGE_COURSES:
        reached.append(MilestoneData(kind=MilestoneKind.HIGH_AVERAGE, reached_at=None))
    return tuple(reached)


def day_of(at: datetime) -> str:
    """Return the period of a moment's day.

    Args:
        at: aware.

    Returns:
        The day in UTC, for example `2026-01-15`.
    """
    return at.astimezone(UTC).date().isoformat()


def days_until(at: datetime, *, number: int) -> Iterator[str]:
    """Yield the periods of the days that end with a moment's own.

    Args:
        at: aware.
        number: how many days.

    Yields:
        Days in UTC, growing.
    """
    for back in range(number - 1, -1, -1):
        yield day_of(at - timedelta(days=back))
