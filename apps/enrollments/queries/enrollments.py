"""Questions about enrolments, seats and progress in a course."""

from collections.abc import Sequence

from apps.enrollments.data import (
    EnrollmentData,
    EnrollmentFilters,
    EnrollmentStatus,
    ProgressData,
    SeatsData,
)
from apps.enrollments.models import OPEN_STATUSES, Enrollment, Progress, Seats
from apps.enrollments.queries.finding import find_by_id, narrowed, within
from apps.enrollments.queries.visibility import scope_for
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page


class EnrollmentNotFoundError(NotFoundError):
    """There is no such enrolment, or none that the viewer may see."""


@query
def list_enrollments(
    *, viewer: Actor, filters: EnrollmentFilters, ordering: Sequence[str], window: Window
) -> Page[EnrollmentData]:
    """Return the enrolments that somebody may see: own ones, or those in courses taught.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of enrolments.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    seen = within(Enrollment.objects.all(), scope_for(viewer), course_column="course_id")
    return keyset_page(
        narrowed(seen, filters), ordering=ordering, window=window, to_data=Enrollment.to_data
    )


@query
def get_enrollment(*, viewer: Actor, enrollment_id: str) -> EnrollmentData:
    """Return an enrolment.

    Args:
        viewer: who asks.
        enrollment_id: id of the enrolment.

    Returns:
        The enrolment.

    Raises:
        EnrollmentNotFoundError: if there is none, or it is not the viewer's to see.
    """
    seen = within(Enrollment.objects.all(), scope_for(viewer), course_column="course_id")
    return find_by_id(seen, enrollment_id, missing=EnrollmentNotFoundError).to_data()


@query
def get_progress_of_enrollment(*, viewer: Actor, enrollment_id: str) -> ProgressData:
    """Return how far an enrolled student is.

    Args:
        viewer: who asks.
        enrollment_id: id of the enrolment.

    Returns:
        The progress; all zero, at version 0, where nothing was recorded yet.

    Raises:
        EnrollmentNotFoundError: if there is none, or it is not the viewer's to see.
    """
    enrollment = get_enrollment(viewer=viewer, enrollment_id=enrollment_id)
    return get_progress(student_id=enrollment.student_id, course_id=enrollment.course_id)


@query
def get_progress(*, student_id: str, course_id: str) -> ProgressData:
    """Return how far a student is in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        The progress; all zero, at version 0, where nothing was recorded yet.
    """
    progress = Progress.objects.filter(
        student_id=to_object_id(student_id), course_id=to_object_id(course_id)
    ).first()
    if progress is None:
        return ProgressData(student_id=student_id, course_id=course_id)
    return progress.to_data()


@query
def list_progress_of(*, student_id: str) -> tuple[ProgressData, ...]:
    """Return how far a student is in each course begun.

    Args:
        student_id: id of the account.

    Returns:
        Progress by course, some ten a year.
    """
    rows = Progress.objects.filter(student_id=to_object_id(student_id)).order_by("course_id")
    return tuple(row.to_data() for row in rows)


@query
def list_enrollments_of(
    *, student_id: str, status: EnrollmentStatus | None = None
) -> tuple[EnrollmentData, ...]:
    """Return the enrolments of a student, newest first.

    Args:
        student_id: id of the account.
        status: only those that stand there; None for all.

    Returns:
        Enrolments, some ten a year.
    """
    rows = Enrollment.objects.filter(student_id=to_object_id(student_id))
    if status is not None:
        rows = rows.filter(status=status.value)
    return tuple(row.to_data() for row in rows.order_by("-enrolled_at", "-id"))


@query
def is_enrolled(*, student_id: str, course_id: str) -> bool:
    """Return whether a student has an open enrolment in a course.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        True for a pending or active one that is not suspended.
    """
    return Enrollment.objects.filter(
        student_id=to_object_id(student_id),
        course_id=to_object_id(course_id),
        status__in=OPEN_STATUSES,
        suspended_at__isnull=True,
    ).exists()


@query
def get_seats(*, course_id: str) -> SeatsData:
    """Return how full a course is.

    Args:
        course_id: id of the course.

    Returns:
        The seats; none taken and no bound where nobody ever enrolled or set one.
    """
    seats = Seats.objects.filter(course_id=to_object_id(course_id)).first()
    if seats is None:
        return SeatsData(course_id=course_id, capacity=None, taken=0, free=None)
    return seats.to_data()


@query
def list_courses_with_seats(*, after: str | None = None, limit: int = 100) -> tuple[str, ...]:
    """Return courses in which anybody ever enrolled, page by page.

    Args:
        after: id of the last course of the page before; None for the first page.
        limit: most courses, 1 to 1,000.

    Returns:
        Ids of courses, growing; fewer than the limit on the last page.
    """
    rows = Seats.objects.order_by("course_id")
    if after is not None:
        rows = rows.filter(course_id__gt=to_object_id(after))
    return tuple(map(str, rows.values_list("course_id", flat=True)[:limit]))
