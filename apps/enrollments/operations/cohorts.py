"""What can be done with a cohort as a whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import CohortPlan, CohortStatus, LeavingReason
from apps.enrollments.models import Cohort, Membership, SemesterProgress, ValidationDecision
from apps.enrollments.operations.membership import end_stays
from apps.enrollments.operations.semesters import follow_plan, give_courses
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.neighbours import list_missing_courses, no_courses
from apps.enrollments.rules import cohorts as rules
from apps.enrollments.rules.membership import check_capacity
from yggdrasil import ids
from yggdrasil.cqrs.command import command


@command(allow=is_office)
def open_cohort(
    *,
    plan: CohortPlan,
    created_by_id: str | None = None,
    cohort_id: str | None = None,
    at: datetime,
) -> str:
    """Open a cohort, as a draft.

    Args:
        plan: what it lays down.
        created_by_id: who opens it; None for the system.
        cohort_id: its id, where it is known before; else a new one.
        at: now.

    Returns:
        The id of the cohort.

    Raises:
        InvalidCohortError: naming each field that is wrong.
    """
    rules.check_plan(plan)
    cohort = Cohort.open(
        cohort_id=cohort_id or ids.new_id(), plan=plan, created_by_id=created_by_id
    )
    events.cohort_opened.send(
        sender=cohort, payload=events.CohortOpened(**_plan_payload(cohort, at=at))
    )
    cohort.save(force_insert=True)
    return str(cohort.pk)


@command(allow=is_office)
def change_cohort(*, cohort_id: str, plan: CohortPlan, at: datetime) -> None:
    """Lay down something else for a cohort; members' records that nobody decided on follow.

    Args:
        cohort_id: id of the cohort.
        plan: the whole of what it lays down from now on.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is archived.
        InvalidCohortError: naming each field that is wrong.
        CohortIsDecidedError: if it is of another semester, and a decision on this one was taken.
        CohortIsFullError: if it has more members than it would have room for.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    rules.check_plan(plan)
    rules.check_can_change(status=CohortStatus(cohort.status))
    decisions = ValidationDecision.objects.filter(cohort_id=cohort.pk).count()
    rules.check_can_become(semester=plan.semester, was=cohort.semester, decisions=decisions)
    check_capacity(capacity=plan.settings.capacity, members_count=cohort.members_count)
    cohort.lay_down(plan)
    events.cohort_changed.send(
        sender=cohort, payload=events.CohortChanged(**_plan_payload(cohort, at=at))
    )
    cohort.save()
    follow_plan(cohort, at=at)


@command(allow=is_office)
def activate_cohort(*, cohort_id: str, at: datetime) -> None:
    """Let a cohort begin, or begin again after it was completed too early.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is archived, active already, or over by its dates.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    rules.check_can_activate(starts_at=cohort.starts_at, ends_at=cohort.ends_at, at=at)
    _step(cohort, to=CohortStatus.ACTIVE, at=at)


@command(allow=is_office)
def complete_cohort(*, cohort_id: str, at: datetime) -> None:
    """End a cohort; its members stay until they move on.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is not active.
    """
    _step(
        find_by_id(Cohort, cohort_id, missing=CohortNotFoundError), to=CohortStatus.COMPLETED, at=at
    )


@command(allow=is_office)
def archive_cohort(*, cohort_id: str, at: datetime) -> None:
    """Put a cohort away as history; who is still in it leaves.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is active, or archived already.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    _step(cohort, to=CohortStatus.ARCHIVED, at=at)
    stays = list(Membership.objects.filter(cohort_id=cohort.pk, is_open=True))
    end_stays(stays, reason=LeavingReason.COHORT_ENDED, at=at)


@command(allow=is_office)
def delete_cohort(*, cohort_id: str, at: datetime) -> None:
    """Remove a cohort that never had a member.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortHasMembersError: if it has, or had, a member: its history stays.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    stays = Membership.objects.filter(cohort_id=cohort.pk)
    rules.check_can_delete(memberships=stays.count())
    events.cohort_deleted.send(
        sender=cohort, payload=events.CohortDeleted(cohort_id=cohort_id, at=at)
    )
    cohort.delete()


@command(allow=is_office)
def set_cohort_courses(*, cohort_id: str, course_ids: Sequence[str], at: datetime) -> None:
    """Give a cohort its courses; its members' figures are over these from now on.

    Args:
        cohort_id: id of the cohort.
        course_ids: all its courses, at most 50; the same again changes nothing.
        at: now.

    Raises:
        CohortNotFoundError: if there is none.
        CohortStatusError: if it is archived.
        InvalidCohortError: if there are too many, or one twice.
        CourseNotFoundError: if a course that is new to it does not exist.
    """
    wanted = tuple(course_ids)
    rules.check_courses(wanted)
    missing = list_missing_courses(wanted)
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    rules.check_can_change(status=CohortStatus(cohort.status))
    had = set(map(str, cohort.course_ids))
    # What it has already may be gone by now; that alone must not keep staff from changing it.
    if new := [one for one in missing if one not in had]:
        raise no_courses(new)
    replace_courses(cohort, wanted, at=at)


def replace_courses(cohort: Cohort, wanted: tuple[str, ...], *, at: datetime) -> None:
    """Give a cohort other courses, and its members' figures with them; part of an operation.

    Args:
        cohort: loaded in this unit of work.
        wanted: all its courses, checked; the same again changes nothing.
        at: now.
    """
    had = tuple(map(str, cohort.course_ids))
    if wanted == had:
        return
    cohort.course_ids = [ids.to_object_id(course_id) for course_id in wanted]
    events.cohort_courses_changed.send(
        sender=cohort, payload=_courses_payload(cohort, had=had, wanted=wanted, at=at)
    )
    cohort.save()
    running = SemesterProgress.objects.filter(cohort_id=cohort.pk, is_running=True)
    give_courses(running, wanted, at=at)


def _step(cohort: Cohort, *, to: CohortStatus, at: datetime) -> None:
    previous = CohortStatus(cohort.status)
    rules.check_step(status=previous, to=to)
    cohort.status = to.value
    events.STATUS_SIGNALS[to].send(
        sender=cohort,
        payload=events.CohortStatusChanged(
            cohort_id=str(cohort.pk),
            name=cohort.name,
            status=to,
            previous_status=previous,
            at=at,
        ),
    )
    cohort.save()


def _plan_payload(cohort: Cohort, *, at: datetime) -> dict[str, Any]:
    summary = cohort.to_summary()
    names = (
        "name",
        "semester",
        "intake",
        "academic_year",
        "starts_at",
        "ends_at",
        "department",
        "level",
        "capacity",
    )
    return {
        "cohort_id": summary.id,
        "at": at,
        **{name: getattr(summary, name) for name in names},
    }


def _courses_payload(
    cohort: Cohort, *, had: tuple[str, ...], wanted: tuple[str, ...], at: datetime
) -> events.CohortCoursesChanged:
    return events.CohortCoursesChanged(
        cohort_id=str(cohort.pk),
        course_ids=wanted,
        added_course_ids=tuple(one for one in wanted if one not in had),
        removed_course_ids=tuple(one for one in had if one not in wanted),
        at=at,
    )
