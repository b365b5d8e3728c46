"""What can be done with enrolments."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.data import is_office, is_signed_in, teaches
from apps.enrollments import events
from apps.enrollments.data import EnrollmentRoute, EnrollmentStatus
from apps.enrollments.models import OPEN_STATUSES, Cohort, Enrollment, Membership
from apps.enrollments.operations.cancelling import ids_of
from apps.enrollments.operations.seats import check_seats_left, free_seats, take_seats
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.enrollments import EnrollmentNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.neighbours import Student, find_student, get_course_terms
from apps.enrollments.queries.visibility import check_acts_for, check_teaches, scope_for
from apps.enrollments.rules import enrollments as rules
from apps.enrollments.rules.enrollments import CourseTerms
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.many import insert_many


@command(allow=is_signed_in)
def enroll_student(
    *, course_id: str, student_id: str, via: EnrollmentRoute = EnrollmentRoute.STAFF, at: datetime
) -> str:
    """Enrol a student in a course, and take a seat.

    Args:
        course_id: id of the course.
        student_id: id of the account.
        via: by which route; a student who comes alone must meet the prerequisites, and waits
            where the course wants a yes.
        at: now.

    Returns:
        The id of the enrolment.

    Raises:
        NotForOthersError: if a student enrols somebody else, or by another route than alone.
        NotYourCourseError: if a teacher does not teach the course.
        CourseNotFoundError: if there is no such course.
        NotAStudentError: if the account is nobody's, or of another role.
        CannotEnrollError: if account or course is not open.
        PrerequisitesMissingError: if the student lacks a course it builds on.
        AlreadyEnrolledError: if an enrolment of the student in it is open.
        CourseIsFullError: if every seat is taken.
    """
    actor = current().actor
    check_acts_for(
        actor,
        scope_for(actor),
        student_id=student_id,
        course_key=to_object_id(course_id),
        as_students_may=via is EnrollmentRoute.SELF,
    )
    terms = get_course_terms(course_id)
    _check_not_enrolled(student_id, course_id, terms)
    check_seats_left(to_object_id(course_id), terms)
    student = find_student(student_id)
    _check(student, terms, via=via, at=at)
    enrollment = _new(student, terms, course_id=course_id, via=via)
    _begin([enrollment], terms, at=at)
    return str(enrollment.pk)


@command(allow=is_office)
def enroll_cohort(*, cohort_id: str, course_id: str, at: datetime) -> tuple[str, ...]:
    """Enrol every member of a cohort in a course, or none if the seats do not suffice.

    Args:
        cohort_id: id of the cohort.
        course_id: id of the course.
        at: now.

    Returns:
        Ids of the enrolments made; members who are enrolled already are passed over.

    Raises:
        CohortNotFoundError: if there is no such cohort.
        CourseNotFoundError: if there is no such course.
        CannotEnrollError: if it is not open.
        CourseIsFullError: if there are not seats for all; then none is enrolled.
    """
    terms = get_course_terms(course_id)
    rules.check_terms(terms, via=EnrollmentRoute.COHORT, completed_course_ids=(), at=at)
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    members = Membership.objects.filter(
        cohort_id=cohort.pk, is_open=True, suspended_at__isnull=True
    )
    by_student = {member.student_id: member for member in members.order_by("joined_at", "id")}
    enrolled = Enrollment.objects.filter(
        course_id=to_object_id(course_id),
        student_id__in=list(by_student),
        status__in=OPEN_STATUSES,
    )
    for student_key in enrolled.values_list("student_id", flat=True):
        by_student.pop(student_key, None)
    made = [_of_member(one, terms, course_id=course_id) for one in by_student.values()]
    _begin(made, terms, at=at)
    return tuple(str(enrollment.pk) for enrollment in made)


@command(allow=teaches)
def activate_enrollment(*, enrollment_id: str, at: datetime) -> None:
    """Say yes to a pending enrolment.

    Args:
        enrollment_id: id of the enrolment.
        at: now.

    Raises:
        EnrollmentNotFoundError: if there is none.
        NotYourCourseError: if a teacher does not teach the course.
        EnrollmentStatusError: if it is not pending.
    """
    scope = scope_for(current().actor)
    enrollment = find_by_id(Enrollment, enrollment_id, missing=EnrollmentNotFoundError)
    check_teaches(scope, course_keys=[enrollment.course_id])
    rules.check_step(status=EnrollmentStatus(enrollment.status), to=EnrollmentStatus.ACTIVE)
    enrollment.activate(at=at)
    events.enrollment_activated.send(
        sender=enrollment, payload=events.EnrollmentActivated(**ids_of(enrollment, at=at))
    )
    enrollment.save()


@command(allow=teaches)
def complete_enrollment(*, enrollment_id: str, at: datetime) -> None:
    """End an enrolment well, and free its seat.

    Args:
        enrollment_id: id of the enrolment.
        at: now.

    Raises:
        EnrollmentNotFoundError: if there is none.
        NotYourCourseError: if a teacher does not teach the course.
        EnrollmentStatusError: if it is not active.
    """
    scope = scope_for(current().actor)
    enrollment = find_by_id(Enrollment, enrollment_id, missing=EnrollmentNotFoundError)
    check_teaches(scope, course_keys=[enrollment.course_id])
    rules.check_step(status=EnrollmentStatus(enrollment.status), to=EnrollmentStatus.COMPLETED)
    enrollment.complete(at=at)
    events.enrollment_completed.send(
        sender=enrollment, payload=events.EnrollmentCompleted(**ids_of(enrollment, at=at))
    )
    enrollment.save()
    free_seats(enrollment.course_id, at=at)


def _check(student: Student, terms: CourseTerms, *, via: EnrollmentRoute, at: datetime) -> None:
    rules.check_student(
        student_id=student.id, is_student=student.is_student, is_active=student.is_active
    )
    completed = Enrollment.objects.filter(
        student_id=to_object_id(student.id), status=EnrollmentStatus.COMPLETED.value
    )
    rules.check_terms(
        terms,
        via=via,
        completed_course_ids=set(map(str, completed.values_list("course_id", flat=True))),
        at=at,
    )


def _new(
    student: Student, terms: CourseTerms, *, course_id: str, via: EnrollmentRoute
) -> Enrollment:
    return Enrollment(
        course_id=to_object_id(course_id),
        course_title=terms.title,
        student_id=to_object_id(student.id),
        student_name=student.name,
        via=via.value,
    )


def _of_member(member: Membership, terms: CourseTerms, *, course_id: str) -> Enrollment:
    student = Student(id=str(member.student_id), name=member.student_name)
    enrollment = _new(student, terms, course_id=course_id, via=EnrollmentRoute.COHORT)
    enrollment.cohort_id = member.cohort_id
    return enrollment


def _begin(enrollments: Sequence[Enrollment], terms: CourseTerms, *, at: datetime) -> None:
    """Take a seat for each, and let all of them begin; all are of one course."""
    if not enrollments:
        return
    take_seats(enrollments[0].course_id, terms, number=len(enrollments), at=at)
    for enrollment in enrollments:
        status = rules.first_status(terms, via=EnrollmentRoute(enrollment.via))
        enrollment.begin(status, at=at, held_until=at + rules.SEAT_HOLD)
        events.enrollment_created.send(sender=enrollment, payload=_created(enrollment, at=at))
    insert_many(enrollments)


def _check_not_enrolled(student_id: str, course_id: str, terms: CourseTerms) -> None:
    open_ones = Enrollment.objects.filter(
        course_id=to_object_id(course_id),
        student_id=to_object_id(student_id),
        status__in=OPEN_STATUSES,
    )
    if open_ones.exists():
        raise rules.AlreadyEnrolledError(f"{student_id} is enrolled in {terms.title!r} already.")


def _created(enrollment: Enrollment, *, at: datetime) -> events.EnrollmentCreated:
    data = enrollment.to_data()
    return events.EnrollmentCreated(
        enrollment_id=data.id,
        student_id=data.student_id,
        course_id=data.course_id,
        course_title=data.course_title,
        status=data.status,
        via=data.via,
        cohort_id=data.cohort_id,
        at=at,
    )
