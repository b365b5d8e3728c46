"""The chapters of the demo school's life; each looks first whether it has been written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.courses import api as courses
from apps.enrollments import operations
from apps.enrollments.data import CancellationReason, CohortStatus, EnrollmentRoute
from apps.enrollments.demo.groups import Group, Groups, close_group
from apps.enrollments.demo.study import (
    Subject,
    attend,
    decide,
    finish_all,
    hand_in,
    study,
    subject_of,
)
from apps.enrollments.models import Cohort, Enrollment, Membership
from yggdrasil import clock

_NAMED_STUDENT = "student@yggdrasil.edu"
_LINE, _FRESH, _PARALLEL, _ALONE = slice(0, 16), slice(16, 34), slice(34, 48), slice(48, 60)


@dataclass(frozen=True, kw_only=True)
class World:
    """What the demo school has to work with.

    Attributes:
        groups: its cohorts.
        students: ids of accounts, the one named to visitors first.
        subjects: published courses by id.
        registrar_id: who decides.
        at: the present moment.
    """

    groups: Groups
    students: tuple[str, ...]
    subjects: dict[str, Subject]
    registrar_id: str
    at: datetime

    @classmethod
    def look_at(cls, groups: Groups, *, at: datetime) -> "World | None":
        """Return what the neighbours have made; None where they have made nothing."""
        students = accounts.list_accounts(role=Role.STUDENT, is_active=True, limit=1_000)
        staff = accounts.list_accounts(role=Role.STAFF, limit=1)
        published = sorted(course.id for course in courses.list_published(limit=100))
        if not students or not staff or not published or _is_written(groups):
            return None
        in_order = sorted(students, key=lambda it: (it.email != _NAMED_STUDENT, it.email))
        return cls(
            groups=groups,
            students=tuple(account.id for account in in_order),
            subjects={course_id: subject_of(course_id) for course_id in published},
            registrar_id=staff[0].id,
            at=at,
        )

    def subjects_of(self, group: Group) -> list[Subject]:
        """Return the courses of a cohort."""
        return [self.subjects[str(key)] for key in Cohort.objects.get(pk=group.id).course_ids]


def live_oldest(world: World) -> None:
    """Live through the half-year before the last, and archive its cohort."""
    group = world.groups.oldest
    if _status(group) is CohortStatus.ACTIVE:
        _join(group, world.students[_LINE])
        _live_through(world, group)
        close_group(group, to=CohortStatus.ARCHIVED)


def live_older(world: World) -> None:
    """Live through the last half-year."""
    group = world.groups.older
    if _status(group) is CohortStatus.ACTIVE:
        _live_through(world, group)
        close_group(group, to=CohortStatus.COMPLETED)


def live_present(world: World) -> None:
    """Let the students with a history live in this half-year."""
    _live_now(world, world.groups.present)


def live_fresh(world: World) -> None:
    """Let students begin in this half-year."""
    _begin(world, world.groups.fresh, world.students[_FRESH])


def live_parallel(world: World) -> None:
    """Let students of another department live in this half-year."""
    _begin(world, world.groups.parallel, world.students[_PARALLEL])


def come_alone(world: World) -> None:
    """Let some students enrol by themselves, some of them pay, and one think better of it."""
    students = world.students[_ALONE]
    if _came_alone().exists():
        return
    open_to_all = [one for one in world.subjects.values() if not one.course.prerequisite_ids]
    for number, student_id in enumerate(students):
        subject = open_to_all[number % len(open_to_all)]
        came_at = world.at - timedelta(days=1 + number)
        enrollment_id = _enroll(student_id, subject, number, at=came_at)
        if number == len(students) - 1:
            operations.cancel_enrollment(
                enrollment_id=enrollment_id, reason=CancellationReason.WITHDRAWN, at=world.at
            )


def _is_written(groups: Groups) -> bool:
    last = Enrollment.objects.filter(cohort_id=groups.parallel.id)
    return last.exists() and _came_alone().exists()


def _came_alone() -> "QuerySet[Enrollment]":
    return Enrollment.objects.filter(via=EnrollmentRoute.SELF.value)


def _begin(world: World, group: Group, students: tuple[str, ...]) -> None:
    if not _members(group):
        _join(group, students)
        _live_now(world, group)


def _live_through(world: World, group: Group) -> None:
    ends_at = group.term.ends_at - timedelta(days=7)
    first, *_ = subjects = world.subjects_of(group)
    operations.enroll_cohort(
        cohort_id=group.id, course_id=first.course.id, at=group.term.moment(0.1)
    )
    members = _members(group)
    for student_id in members:
        for subject in subjects:
            study(student_id, subject, group, until=ends_at)
        attend(student_id, group, marked=48, at=ends_at)
    finish_all(first, group, at=ends_at)
    passed = [one for one in members if decide(one, group, decided_by_id=world.registrar_id)]
    if passed:
        operations.progress_students(student_ids=passed, cohort_id=group.id, at=group.term.ends_at)


def _live_now(world: World, group: Group) -> None:
    if Enrollment.objects.filter(cohort_id=group.id).exists():
        return
    first, second, *others = world.subjects_of(group)
    for subject in (first, second):
        operations.enroll_cohort(
            cohort_id=group.id, course_id=subject.course.id, at=group.term.starts_at
        )
    for number, student_id in enumerate(_members(group)):
        for subject in (first, second, *others[: number % 2]):
            study(student_id, subject, group, until=world.at - timedelta(hours=number))
        if number % 2 == 0:
            hand_in(student_id, first, at=world.at - timedelta(days=2, hours=number))
    finish_all(first, group, at=world.at - timedelta(hours=1))


def _enroll(student_id: str, subject: Subject, number: int, *, at: datetime) -> str:
    with clock.held(at):
        enrollment_id = operations.enroll_student(
            course_id=subject.course.id, student_id=student_id, via=EnrollmentRoute.SELF, at=at
        )
        if number % 3 == 0:
            _pay(enrollment_id, is_captured=number > 0, at=at)
    return enrollment_id


def _pay(enrollment_id: str, *, is_captured: bool, at: datetime) -> None:
    payment_id = operations.request_payment(
        enrollment_id=enrollment_id,
        amount=Decimal("49.00"),
        currency="EUR",
        provider="demo",
        at=at,
    )
    if is_captured:
        operations.capture_payment(
            payment_id=payment_id, provider_reference=f"demo-{payment_id}", at=at
        )


def _join(group: Group, students: tuple[str, ...]) -> None:
    with clock.held(group.term.starts_at):
        operations.add_members(cohort_id=group.id, student_ids=students, at=group.term.starts_at)


def _status(group: Group) -> CohortStatus:
    return CohortStatus(Cohort.objects.get(pk=group.id).status)


def _members(group: Group) -> tuple[str, ...]:
    stays = Membership.objects.filter(cohort_id=group.id, is_open=True).order_by("student_id")
    return tuple(map(str, stays.values_list("student_id", flat=True)))
