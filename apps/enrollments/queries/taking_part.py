"""Who takes part in a course: by an enrolment of one's own, or with a cohort."""

from apps.enrollments.data import EnrollmentStatus
from apps.enrollments.models import Cohort, Enrollment, Membership
from yggdrasil.ids import to_object_id


def find_active_enrollment(*, student_id: str, course_id: str) -> Enrollment | None:
    """Return the enrolment by which a student learns in a course now.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        The document; None where there is none, or it waits, ended or rests.
    """
    return Enrollment.objects.filter(
        student_id=to_object_id(student_id),
        course_id=to_object_id(course_id),
        status=EnrollmentStatus.ACTIVE.value,
        suspended_at__isnull=True,
    ).first()


def takes_part(*, student_id: str, course_id: str) -> bool:
    """Return whether a student learns in a course now.

    Args:
        student_id: id of the account.
        course_id: id of the course.

    Returns:
        True with an active enrolment, or a place in a cohort that has the course: its members read
        it, and their semester is judged by it, also where nobody enrolled them.
    """
    if find_active_enrollment(student_id=student_id, course_id=course_id) is not None:
        return True
    stays = Membership.objects.filter(
        student_id=to_object_id(student_id), is_open=True, suspended_at__isnull=True
    )
    cohort_keys = list(stays.values_list("cohort_id", flat=True))
    cohorts = Cohort.objects.filter(pk__in=cohort_keys)
    return cohorts.filter(course_ids__contains=[to_object_id(course_id)]).exists()
