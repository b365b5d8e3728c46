"""Records of how students do in a cohort: begun, computed, and closed with the membership.

Parts of operations, run within the unit of work of their caller.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bson import ObjectId

from apps.enrollments import events
from apps.enrollments.data import StandingData, ValidationStatus
from apps.enrollments.models import (
    Cohort,
    CourseStanding,
    Progress,
    SemesterProgress,
    ValidationCriteria,
)
from apps.enrollments.rules.criteria import criteria_for
from apps.enrollments.rules.figures import milestones_after
from apps.enrollments.rules.validation import UNDECIDED
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.many import insert_many


def begin_semesters(
    cohort: Cohort, students: Sequence[tuple[ObjectId, str]], *, at: datetime
) -> None:
    """Begin, or begin again, the records of students who join a cohort.

    Args:
        cohort: the cohort.
        students: keys and names.
        at: now.
    """
    known = SemesterProgress.objects.filter(
        cohort_id=cohort.pk, student_id__in=[key for key, _ in students]
    )
    returning = {record.student_id: record for record in known}
    for record in returning.values():
        record.is_running = True
        _follow(record, cohort)
    fresh = [_new(cohort, key, name) for key, name in students if key not in returning]
    standings = _standings_of([key for key, _ in students])
    for record in (*returning.values(), *fresh):
        _stand(record, cohort.course_ids, standings)
        _compute(record, at=at)
    insert_many(fresh)
    for record in returning.values():
        record.save()


def close_semesters(cohort_key: ObjectId, student_keys: Sequence[ObjectId]) -> None:
    """Let the figures of students who leave a cohort stay as they are.

    Args:
        cohort_key: key of the cohort.
        student_keys: who leaves.
    """
    records = SemesterProgress.objects.filter(
        cohort_id=cohort_key, student_id__in=student_keys, is_running=True
    )
    for record in records:
        record.is_running = False
        record.save()


def follow_plan(cohort: Cohort, *, at: datetime) -> None:
    """Let running records be of the semester, and ask what the cohort lays down from now on.

    Args:
        cohort: the cohort, as it was changed.
        at: now.
    """
    for record in SemesterProgress.objects.filter(cohort_id=cohort.pk, is_running=True):
        if _follow(record, cohort):
            _tell(record, at=at)
            record.save()


def give_courses(
    records: Iterable[SemesterProgress], course_ids: Sequence[str], *, at: datetime
) -> None:
    """Let figures be over these courses from now on.

    Args:
        records: running records of one cohort.
        course_ids: all courses of the cohort.
        at: now.
    """
    rows = list(records)
    keys = [to_object_id(course_id) for course_id in course_ids]
    standings = _standings_of([row.student_id for row in rows])
    for row in rows:
        _stand(row, keys, standings)
        compute(row, at=at)


def take_standing(student_key: ObjectId, standing: StandingData, *, at: datetime) -> None:
    """Take a new standing over into the student's running records that have the course.

    Args:
        student_key: key of the student.
        standing: how far the student is in one course.
        at: now.
    """
    records = SemesterProgress.objects.filter(student_id=student_key, is_running=True)
    for record in records:
        if any(str(course.course_id) == standing.course_id for course in record.courses):
            record.courses = [
                CourseStanding.of(standing)
                if str(course.course_id) == standing.course_id
                else course
                for course in record.courses
            ]
            compute(record, at=at)


def compute(record: SemesterProgress, *, at: datetime) -> bool:
    """Compute a record's figures, save it, and tell if any of them changed.

    Args:
        record: the record, loaded in this unit of work.
        at: now.

    Returns:
        Whether any figure changed.
    """
    is_changed = _compute(record, at=at)
    record.save()
    return is_changed


def _compute(record: SemesterProgress, *, at: datetime) -> bool:
    courses = [course.to_data() for course in record.courses]
    milestones = milestones_after(record.milestones.to_data(), courses=courses, at=at)
    is_changed = record.take_figures(record.compute_figures(), milestones=milestones, at=at)
    if is_changed:
        _tell(record, at=at)
    return is_changed


def _tell(record: SemesterProgress, *, at: datetime) -> None:
    figures = record.to_figures()
    events.semester_progress_computed.send(
        sender=record,
        payload=events.SemesterProgressComputed(
            cohort_id=str(record.cohort_id),
            student_id=str(record.student_id),
            semester=record.semester,
            overall_progress_percent=figures.overall_progress_percent,
            attendance_rate_percent=figures.attendance_rate_percent,
            average_grade_percent=figures.average_grade_percent,
            courses_completed=figures.courses_completed,
            courses_total=len(record.courses),
            is_at_risk=figures.is_at_risk,
            at=at,
        ),
    )


def _new(cohort: Cohort, student_key: ObjectId, name: str) -> SemesterProgress:
    record = SemesterProgress(cohort_id=cohort.pk, student_id=student_key, student_name=name)
    _follow(record, cohort)
    return record


def _follow(record: SemesterProgress, cohort: Cohort) -> bool:
    """Let a record follow its cohort, and tell if it changed; what was decided on stays."""
    if ValidationStatus(record.validation_status) not in UNDECIDED:
        return False
    before = record.semester, record.criteria.to_data()
    after = cohort.semester, criteria_for(settings=cohort.settings.to_data())
    record.semester, record.criteria = after[0], ValidationCriteria.of(after[1])
    return before != after


def _standings_of(
    student_keys: Sequence[ObjectId],
) -> dict[tuple[ObjectId, ObjectId], StandingData]:
    rows = Progress.objects.filter(student_id__in=student_keys)
    return {(row.student_id, row.course_id): row.to_standing() for row in rows}


def _stand(
    record: SemesterProgress,
    course_keys: Sequence[ObjectId],
    standings: dict[tuple[ObjectId, ObjectId], StandingData],
) -> None:
    record.courses = [
        CourseStanding.of(standings.get((record.student_id, key), StandingData(course_id=str(key))))
        for key in course_keys
    ]
