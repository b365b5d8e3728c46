"""Who is in a cohort: all of the students named are changed, or none is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bson import ObjectId

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import CohortStatus, LeavingReason
from apps.enrollments.models import Cohort, Membership
from apps.enrollments.operations.semesters import begin_semesters, close_semesters
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.neighbours import Student, list_students
from apps.enrollments.rules import membership as rules
from apps.enrollments.rules.cohorts import RUNNING
from yggdrasil.cqrs.command import command
from yggdrasil.errors import FieldError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.many import insert_many


@command(allow=is_office)
def add_members(*, cohort_id: str, student_ids: Sequence[str], at: datetime) -> None:
    """Let students join a cohort.

    Args:
        cohort_id: id of the cohort.
        student_ids: ids of their accounts, 1 to 500.
        at: now.

    Raises:
        InvalidStudentsError: if nobody is named, or more than 500 are.
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is over.
        MembersRefusedError: with one reason per student who may not join; then none does.
        CohortIsFullError: if there is not room for all; then none joins.
    """
    rules.check_number(student_ids)
    students = list_students(student_ids)
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    running = _running_cohorts(student_ids)
    _check(cohort, students, running)
    _join(cohort, students, at=at)


@command(allow=is_office)
def move_members(
    *,
    cohort_id: str,
    to_cohort_id: str,
    student_ids: Sequence[str],
    reason: LeavingReason = LeavingReason.MOVED,
    at: datetime,
) -> None:
    """Let students leave one cohort and join another at the same moment.

    Args:
        cohort_id: id of the cohort they are in.
        to_cohort_id: id of the cohort they go to.
        student_ids: ids of their accounts, 1 to 500.
        reason: why they leave; kept as the reason of the ended membership.
        at: now.

    Raises:
        InvalidStudentsError: if nobody is named, or more than 500 are.
        CohortNotFoundError: if there is no such cohort.
        CohortStatusError: if the second one is over.
        MembersRefusedError: with one reason per student who may not, or is there; then none moves.
        CohortIsFullError: if there is not room for all; then none moves.
    """
    rules.check_number(student_ids)
    students = list_students(student_ids)
    move_students(students, cohort_id=cohort_id, to_cohort_id=to_cohort_id, reason=reason, at=at)


def move_students(
    students: Sequence[Student],
    *,
    cohort_id: str,
    to_cohort_id: str,
    reason: LeavingReason,
    at: datetime,
) -> None:
    """Let students of whom all is known move; see `move_members`; part of an operation.

    Args:
        students: what neighbours know of them.
        cohort_id: id of the cohort they are in.
        to_cohort_id: id of the cohort they go to.
        reason: why they leave.
        at: now.

    Raises:
        CohortNotFoundError: if there is no such cohort.
        CohortStatusError: if the second one is over.
        MembersRefusedError: with one reason per student who may not, or is there; then none moves.
        CohortIsFullError: if there is not room for all; then none moves.
    """
    student_ids = [student.id for student in students]
    source = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    target = find_by_id(Cohort, to_cohort_id, missing=CohortNotFoundError)
    leaving = _open_stays(source, student_ids)
    besides = cohort_id if source.pk != target.pk else ""
    elsewhere = _running_cohorts(student_ids, besides=besides)
    _check(target, students, elsewhere)
    _leave(source, leaving, reason=reason, at=at)
    _join(target, students, at=at)


@command(allow=is_office)
def remove_members(
    *,
    cohort_id: str,
    student_ids: Sequence[str],
    reason: LeavingReason = LeavingReason.REMOVED,
    at: datetime,
) -> None:
    """Let students leave a cohort; their history in it stays.

    Args:
        cohort_id: id of the cohort.
        student_ids: ids of their accounts, 1 to 500.
        reason: why.
        at: now.

    Raises:
        InvalidStudentsError: if nobody is named, or more than 500 are.
        CohortNotFoundError: if there is none.
        MembersRefusedError: with one reason per student who is not in it; then none leaves.
    """
    rules.check_number(student_ids)
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    _leave(cohort, _open_stays(cohort, student_ids), reason=reason, at=at)


def end_stays(stays: Sequence[Membership], *, reason: LeavingReason, at: datetime) -> None:
    """End open memberships, of whatever cohorts; part of an operation.

    Args:
        stays: open memberships, loaded in this unit of work.
        reason: why.
        at: when.
    """
    for cohort in Cohort.objects.filter(pk__in={stay.cohort_id for stay in stays}):
        mine = [stay for stay in stays if stay.cohort_id == cohort.pk]
        _leave(cohort, mine, reason=reason, at=at)


def _check(cohort: Cohort, students: Sequence[Student], running: dict[str, frozenset[str]]) -> None:
    rules.check_takes_members(CohortStatus(cohort.status))
    candidates = [
        rules.Candidate(
            student_id=student.id,
            is_student=student.is_student,
            is_active=student.is_active,
            running_cohort_ids=running.get(student.id, frozenset()),
        )
        for student in students
    ]
    rules.check_candidates(candidates, cohort_id=str(cohort.pk))
    rules.check_room(
        capacity=cohort.settings.capacity,
        members_count=cohort.members_count,
        joining=len(candidates),
    )


def _join(cohort: Cohort, students: Sequence[Student], *, at: datetime) -> None:
    _leave_what_is_over(students, at=at)
    stays = [
        Membership.begin(
            cohort_id=cohort.pk,
            student_id=to_object_id(student.id),
            student_name=student.name,
            at=at,
        )
        for student in students
    ]
    for stay in stays:
        events.member_joined.send(sender=stay, payload=_joined_payload(cohort, stay))
    insert_many(stays)
    cohort.members_count += len(stays)
    cohort.save()
    begin_semesters(cohort, [(stay.student_id, stay.student_name) for stay in stays], at=at)


def _leave_what_is_over(students: Sequence[Student], *, at: datetime) -> None:
    keys = [to_object_id(student.id) for student in students]
    stays = list(Membership.objects.filter(student_id__in=keys, is_open=True))
    running = _running(stay.cohort_id for stay in stays)
    over = [stay for stay in stays if stay.cohort_id not in running]
    end_stays(over, reason=LeavingReason.COHORT_ENDED, at=at)


def _leave(
    cohort: Cohort, stays: Sequence[Membership], *, reason: LeavingReason, at: datetime
) -> None:
    for stay in stays:
        stay.end(reason=reason, at=at)
        events.member_left.send(sender=stay, payload=_left_payload(cohort, stay))
        stay.save()
    cohort.members_count = max(cohort.members_count - len(stays), 0)
    cohort.save()
    close_semesters(cohort.pk, [stay.student_id for stay in stays])


def _open_stays(cohort: Cohort, student_ids: Sequence[str]) -> list[Membership]:
    keys = [to_object_id(student_id) for student_id in student_ids]
    stays = Membership.objects.filter(cohort_id=cohort.pk, is_open=True, student_id__in=keys)
    found = {str(stay.student_id): stay for stay in stays}
    rules.raise_refusals(
        [
            FieldError(
                field=f"student_ids.{place}",
                message=f"{student_id} is not a member.",
                code="not_a_member",
            )
            for place, student_id in enumerate(student_ids)
            if student_id not in found
        ],
        of=len(student_ids),
    )
    return list(found.values())


def _running_cohorts(student_ids: Sequence[str], *, besides: str = "") -> dict[str, frozenset[str]]:
    keys = [to_object_id(student_id) for student_id in student_ids]
    stays = Membership.objects.filter(student_id__in=keys, is_open=True)
    running = _running(stay.cohort_id for stay in stays)
    found: dict[str, frozenset[str]] = {}
    for stay in stays:
        student_id, cohort_id = str(stay.student_id), str(stay.cohort_id)
        if stay.cohort_id in running and cohort_id != besides:
            found[student_id] = found.get(student_id, frozenset()) | {cohort_id}
    return found


def _running(cohort_keys: Iterable[ObjectId]) -> set[ObjectId]:
    statuses = [status.value for status in RUNNING]
    cohorts = Cohort.objects.filter(pk__in=set(cohort_keys), status__in=statuses)
    return set(cohorts.values_list("pk", flat=True))


def _joined_payload(cohort: Cohort, stay: Membership) -> events.MemberJoined:
    return events.MemberJoined(
        membership_id=str(stay.pk),
        cohort_id=str(cohort.pk),
        student_id=str(stay.student_id),
        semester=cohort.semester,
        course_ids=tuple(map(str, cohort.course_ids)),
        at=stay.joined_at,
    )


def _left_payload(cohort: Cohort, stay: Membership) -> events.MemberLeft:
    return events.MemberLeft(
        membership_id=str(stay.pk),
        cohort_id=str(cohort.pk),
        student_id=str(stay.student_id),
        course_ids=tuple(map(str, cohort.course_ids)),
        reason=LeavingReason(stay.reason),
        joined_at=stay.joined_at,
        at=stay.left_at or stay.joined_at,
    )
