"""Figures of a semester, derived from standings and attendance. Stored ones are only copies."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from math import lcm

from apps.enrollments.data import FiguresData, MilestonesData, StandingData
from apps.enrollments.rules.rounding import rounded_share

# Shares of the overall progress, in tenths.
_COURSES_TENTHS = 7
_ATTENDANCE_TENTHS = 3

# Below one of these somebody should look after the student.
AT_RISK_PROGRESS_PERCENT = 30
AT_RISK_ATTENDANCE_PERCENT = 70

# From both of these on a student is ahead.
EXCELLING_PROGRESS_PERCENT = 80
EXCELLING_ATTENDANCE_PERCENT = 90

COMPLETE_PERCENT = 100

# Words of planning: who came late was there.
_ATTENDED_STATUSES = frozenset({"present", "late"})
_COUNTED_STATUSES = _ATTENDED_STATUSES | {"absent"}


class Band(StrEnum):
    """How a student does, in one word for a report."""

    EXCELLING = "excelling"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"


def attendance_rate(*, attended: int, marked: int) -> int:
    """Return the share of marked events that were attended.

    Args:
        attended: events attended, 0 to `marked`.
        marked: events with a mark, 0 or more.

    Returns:
        0 to 100 percent; 100 where nothing was marked, since nobody is late before the first bell.

    Source: predecessor, progress service.
    """
    if marked <= 0:
        return COMPLETE_PERCENT
    return rounded_share(COMPLETE_PERCENT * min(max(attended, 0), marked), marked)


def change_by_mark(*, status: str, was_status: str | None) -> tuple[int, int]:
    """Return what a mark in a register changes in a student's count.

    Args:
        status: what the register says now, as planning spells it.
        was_status: what it said before; None if nothing.

    Returns:
        How many more events are marked, and how many more of them were attended; an excuse counts
        neither for nor against. Changes add up to the same in whatever order they come.
    """
    counted = int(status in _COUNTED_STATUSES) - int(was_status in _COUNTED_STATUSES)
    return counted, int(status in _ATTENDED_STATUSES) - int(was_status in _ATTENDED_STATUSES)


def overall_progress(*, course_percents: Sequence[int], attendance_rate_percent: int) -> int:
    """Return seven tenths of the mean course progress and three tenths of the attendance rate.

    Args:
        course_percents: progress in each course, 0 to 100; a course not begun counts 0.
        attendance_rate_percent: 0 to 100.

    Returns:
        0 to 100 percent.

    Source: predecessor, progress service.
    """
    number = len(course_percents) or 1
    tenths = _COURSES_TENTHS * sum(course_percents) + (
        _ATTENDANCE_TENTHS * attendance_rate_percent * number
    )
    return rounded_share(tenths, 10 * number)


def average_grade(scores: Sequence[float]) -> int | None:
    """Return the mean of the courses' average scores.

    Args:
        scores: one per course in which something was graded, 0 to 100.

    Returns:
        0 to 100 percent; None where there is none.

    Source: predecessor, progress service.
    """
    if not scores:
        return None
    # Exact, as fractions would be, in a tenth of their time.
    ratios = [score.as_integer_ratio() for score in scores]
    common = lcm(*(denominator for _, denominator in ratios))
    total = sum(numerator * (common // denominator) for numerator, denominator in ratios)
    return rounded_share(total, common * len(scores))


def is_at_risk(*, overall_progress_percent: int, attendance_rate_percent: int) -> bool:
    """Return whether somebody should look after the student.

    Args:
        overall_progress_percent: 0 to 100.
        attendance_rate_percent: 0 to 100.

    Returns:
        True below 30 % of progress or below 70 % of attendance.
    """
    return (
        overall_progress_percent < AT_RISK_PROGRESS_PERCENT
        or attendance_rate_percent < AT_RISK_ATTENDANCE_PERCENT
    )


def band_of(*, overall_progress_percent: int, attendance_rate_percent: int) -> Band:
    """Return how a student does.

    Args:
        overall_progress_percent: 0 to 100.
        attendance_rate_percent: 0 to 100.

    Returns:
        Excelling from 80 % and 90 % on, at risk as `is_at_risk` says, else on track.
    """
    if is_at_risk(
        overall_progress_percent=overall_progress_percent,
        attendance_rate_percent=attendance_rate_percent,
    ):
        return Band.AT_RISK
    is_ahead = (
        overall_progress_percent >= EXCELLING_PROGRESS_PERCENT
        and attendance_rate_percent >= EXCELLING_ATTENDANCE_PERCENT
    )
    return Band.EXCELLING if is_ahead else Band.ON_TRACK


def figures_of(*, courses: Sequence[StandingData], attended: int, marked: int) -> FiguresData:
    """Return all figures of one student's semester.

    Args:
        courses: standing in each course of the cohort.
        attended: events attended.
        marked: events with a mark.

    Returns:
        The figures; the same input always gives the same.
    """
    return figures_from(
        percents=[course.progress_percent for course in courses],
        scores=[course.average_score_percent for course in courses],
        attended=attended,
        marked=marked,
    )


def figures_from(
    *, percents: Sequence[int], scores: Sequence[float | None], attended: int, marked: int
) -> FiguresData:
    """Return all figures of one student's semester, from what of the standings they depend on.

    Args:
        percents: progress in each course of the cohort, 0 to 100.
        scores: average score in each, 0 to 100; None where nothing was graded.
        attended: events attended.
        marked: events with a mark.

    Returns:
        The figures; the same input always gives the same.
    """
    rate = attendance_rate(attended=attended, marked=marked)
    overall = overall_progress(course_percents=percents, attendance_rate_percent=rate)
    return FiguresData(
        attendance_rate_percent=rate,
        overall_progress_percent=overall,
        average_grade_percent=average_grade([score for score in scores if score is not None]),
        courses_completed=sum(percent >= COMPLETE_PERCENT for percent in percents),
        is_at_risk=is_at_risk(overall_progress_percent=overall, attendance_rate_percent=rate),
    )


def is_complete(course: StandingData) -> bool:
    """Return whether the student is through with a course."""
    return course.progress_percent >= COMPLETE_PERCENT


def milestones_after(
    before: MilestonesData, *, courses: Sequence[StandingData], at: datetime
) -> MilestonesData:
    """Return the milestones with those that the standings have reached.

    Args:
        before: milestones so far; what is set stays.
        courses: standing in each course of the cohort.
        at: the moment of computation, for what was reached without a moment of its own.

    Returns:
        The milestones. A milestone is dated by the step that reached it, not by the computation,
        which is what the predecessor did.
    """
    begun = sorted(course.started_at or at for course in courses if _is_begun(course))
    done = sorted(course.completed_at or at for course in courses if is_complete(course))
    half = (len(courses) + 1) // 2
    return MilestonesData(
        first_course_started_at=before.first_course_started_at or _nth(begun, 1),
        first_course_completed_at=before.first_course_completed_at or _nth(done, 1),
        halfway_completed_at=before.halfway_completed_at or _nth(done, half),
        all_courses_completed_at=before.all_courses_completed_at or _nth(done, len(courses)),
        semester_validated_at=before.semester_validated_at,
        last_validation_attempt_at=before.last_validation_attempt_at,
    )


def _is_begun(course: StandingData) -> bool:
    return course.started_at is not None or course.progress_percent > 0


def _nth(moments: Sequence[datetime], number: int) -> datetime | None:
    return moments[number - 1] if 1 <= number <= len(moments) else None
