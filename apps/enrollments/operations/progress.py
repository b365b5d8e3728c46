"""What becomes known about progress and attendance, and the figures that follow from it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from apps.accounts.data import is_office, is_signed_in, is_system
from apps.enrollments import events
from apps.enrollments.data import ProgressChange, StandingData
from apps.enrollments.models import Cohort, Progress, SemesterProgress
from apps.enrollments.operations.semesters import compute, give_courses, take_standing
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.taking_part import takes_part
from apps.enrollments.queries.visibility import check_acts_for, scope_for
from apps.enrollments.rules import progress as rules
from apps.enrollments.rules.figures import change_by_mark
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=is_signed_in)
def record_progress(
    *, student_id: str, course_id: str, change: ProgressChange, at: datetime
) -> None:
    """Record what became known about a student's progress in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.
        change: what became known; what it leaves out stays as it was.
        at: when it happened.

    Raises:
        NotForOthersError: if a student reports for somebody else, or the own average.
        NotYourCourseError: if a teacher does not teach the course.
        NotTakingPartError: if the student neither has an active enrolment in the course, nor is in
            a cohort that has it; or the account is deactivated.
        InvalidProgressError: naming each figure out of bounds.
    """
    actor = current().actor
    check_acts_for(
        actor,
        scope_for(actor),
        student_id=student_id,
        course_key=to_object_id(course_id),
        as_students_may=change.average_score_percent is None,
    )
    if not takes_part(student_id=student_id, course_id=course_id):
        raise rules.NotTakingPartError(f"{student_id} takes no part in course {course_id}.")
    take_change(student_id=student_id, course_id=course_id, change=change, at=at)


def take_change(*, student_id: str, course_id: str, change: ProgressChange, at: datetime) -> None:
    """Keep what became known about a student's progress; part of an operation.

    Args:
        student_id: id of the account, of somebody who takes or took part in the course.
        course_id: id of the course.
        change: what became known; what it leaves out stays as it was.
        at: when it happened.

    Raises:
        InvalidProgressError: naming each figure out of bounds.
    """
    progress = _progress_of(student_id, course_id, at=at)
    is_new = progress._state.adding
    before = StandingData(course_id=course_id) if is_new else progress.to_standing()
    after = rules.standing_after(before, change=change, at=at)
    if after == before:
        return
    progress.stand_at(after)
    _tell(progress, before=before, at=at)
    progress.save()
    take_standing(progress.student_id, after, at=at)


@command(allow=is_system)
def take_mark(
    *, student_id: str, cohort_id: str | None, status: str, was_status: str | None, at: datetime
) -> None:
    """Take a mark in a register over into the student's figures.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort the event was for; nothing is kept without one, or for a
            student who was never in it.
        status: what the register says now, as planning spells it.
        was_status: what it said before; None if nothing.
        at: now.
    """
    marked, more = change_by_mark(status=status, was_status=was_status)
    if cohort_id is None or (marked, more) == (0, 0):
        return
    for record in _records(student_id, cohort_id):
        _attend(
            record,
            total=record.events_total + marked,
            attended=record.events_attended + more,
            at=at,
        )


@command(allow=is_office)
def set_attendance(
    *, student_id: str, cohort_id: str, marked: int, attended: int, at: datetime
) -> None:
    """Set the marks of attendance on a student's record in a cohort, as counted anew.

    Not for teachers: what they say about a student, they say in the registers of their events.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort; nothing is kept for a student who was never in it.
        marked: how many events have a mark, 0 or more.
        attended: how many of them were attended, 0 to `marked`.
        at: now.
    """
    for record in _records(student_id, cohort_id):
        if (record.events_total, record.events_attended) != (marked, attended):
            _attend(record, total=marked, attended=attended, at=at)


@command(allow=is_office)
def recompute_cohort(*, cohort_id: str, at: datetime) -> int:
    """Compute the figures of a cohort anew, from what students did.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Returns:
        How many running records it has; closed ones stay as they were.

    Raises:
        CohortNotFoundError: if there is none.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    records = list(SemesterProgress.objects.filter(cohort_id=cohort.pk, is_running=True))
    give_courses(records, tuple(map(str, cohort.course_ids)), at=at)
    return len(records)


@command(allow=is_office)
def recompute_stale(*, older_than: timedelta, limit: int = 100, at: datetime) -> int:
    """Compute the figures of running records that nobody computed for some time.

    Args:
        older_than: how long ago they were last computed.
        limit: most records at once, 1 or more.
        at: now.

    Returns:
        How many were computed; less than the limit means that none is left.
    """
    stale = SemesterProgress.objects.filter(
        is_running=True, calculated_at__lt=at - older_than
    ).order_by("calculated_at")[:limit]
    records = list(stale)
    cohorts = Cohort.objects.in_bulk({record.cohort_id for record in records})
    for record in records:
        cohort = cohorts.get(record.cohort_id)
        # A record whose cohort is gone keeps the courses it has.
        courses = cohort.course_ids if cohort else [it.course_id for it in record.courses]
        give_courses([record], tuple(map(str, courses)), at=at)
    return len(records)


def _progress_of(student_id: str, course_id: str, *, at: datetime) -> Progress:
    keys = {"student_id": to_object_id(student_id), "course_id": to_object_id(course_id)}
    return Progress.objects.filter(**keys).first() or Progress(**keys, started_at=at)


def _records(student_id: str, cohort_id: str) -> Iterable[SemesterProgress]:
    return SemesterProgress.objects.filter(
        student_id=to_object_id(student_id), cohort_id=to_object_id(cohort_id)
    )


def _attend(record: SemesterProgress, *, total: int, attended: int, at: datetime) -> None:
    record.events_total = max(total, 0)
    record.events_attended = min(max(attended, 0), record.events_total)
    compute(record, at=at)


def _tell(progress: Progress, *, before: StandingData, at: datetime) -> None:
    events.progress_updated.send(
        sender=progress,
        payload=events.ProgressUpdated(
            student_id=str(progress.student_id),
            course_id=str(progress.course_id),
            progress_percent=progress.progress_percent,
            previous_percent=before.progress_percent,
            chapters_completed=progress.chapters_completed,
            chapters_total=progress.chapters_total,
            exercises_completed=progress.exercises_completed,
            exercises_total=progress.exercises_total,
            average_score_percent=progress.average_score_percent,
            completed_at=progress.completed_at,
            at=at,
        ),
    )
