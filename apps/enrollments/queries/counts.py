"""How many there are of what: grouped by the database, for the statistics app."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Avg, Count, QuerySet

from apps.enrollments.data import (
    CertificateKind,
    CertificateStatus,
    CourseFiguresData,
    EnrollmentCounts,
    EnrollmentStatus,
    SubmissionStatus,
)
from apps.enrollments.models import Certificate, Cohort, Enrollment, Progress, Submission
from yggdrasil.cqrs.query import query
from yggdrasil.ids import to_object_id

_MOST_COURSES = 1_000
_STATUSES = tuple(status.value for status in EnrollmentStatus)


@query
def list_course_figures(*, course_ids: Sequence[str]) -> tuple[CourseFiguresData, ...]:
    """Return how the students of courses do, by four grouped reads however many there are.

    Args:
        course_ids: ids of courses; the first 1,000 count.

    Returns:
        Figures of each course, in the order asked for; zeros for one nobody enrolled in.

    Raises:
        InvalidIdError: if one of the ids is none.
    """
    asked = tuple(course_ids[:_MOST_COURSES])
    keys = [to_object_id(course_id) for course_id in asked]
    statuses = _by_course(Enrollment.objects.filter(course_id__in=keys), "course_id")
    progress = _progress_of(keys)
    waiting = _count(
        Submission.objects.filter(course_id__in=keys, status=SubmissionStatus.SUBMITTED.value),
        "course_id",
    )
    certificates = _count(
        Certificate.objects.filter(
            subject_id__in=keys,
            kind=CertificateKind.COURSE.value,
            status=CertificateStatus.ISSUED.value,
        ),
        "subject_id",
    )
    return tuple(
        CourseFiguresData(
            course_id=course_id,
            **{name: statuses[course_id].get(name, 0) for name in _STATUSES},
            average_progress_percent=progress.get(course_id, (0.0, None))[0],
            average_score_percent=progress.get(course_id, (0.0, None))[1],
            submissions_waiting=waiting.get(course_id, 0),
            certificates=certificates.get(course_id, 0),
        )
        for course_id in asked
    )


@query
def count_everything() -> EnrollmentCounts:
    """Return how much there is of everything that this app keeps.

    Returns:
        Counts of the whole school; each read from an index.
    """
    return EnrollmentCounts(
        enrollments=_count(Enrollment.objects.all(), "status"),
        cohorts=_count(Cohort.objects.all(), "status"),
        submissions_waiting=Submission.objects.filter(
            status=SubmissionStatus.SUBMITTED.value
        ).count(),
        certificates=Certificate.objects.filter(status=CertificateStatus.ISSUED.value).count(),
    )


def _count(rows: "QuerySet[Any]", column: str) -> dict[str, int]:
    return {str(key): number for key, number in rows.values_list(column).annotate(n=Count("id"))}


def _by_course(rows: "QuerySet[Any]", column: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, status, number in rows.values_list(column, "status").annotate(n=Count("id")):
        found[str(key)][status] = number
    return found


def _progress_of(keys: list[Any]) -> dict[str, tuple[float, float | None]]:
    rows = (
        Progress.objects.filter(course_id__in=keys)
        .values_list("course_id")
        .annotate(progress=Avg("progress_percent"), score=Avg("average_score_percent"))
    )
    return {
        str(key): (round(progress or 0, 1), None if score is None else round(score, 1))
        for key, progress, score in rows
    }
