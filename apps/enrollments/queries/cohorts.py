"""Questions about cohorts and their members."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from apps.enrollments.data import (
    CohortData,
    CohortFilters,
    CohortStatus,
    CohortSummary,
    MemberData,
    MembershipData,
)
from apps.enrollments.models import Cohort, Membership
from apps.enrollments.queries.finding import find_by_id, narrowed
from apps.enrollments.queries.visibility import cohort_ids_of, cohorts_within, scope_for
from apps.enrollments.rules import reading
from apps.enrollments.rules.cohorts import RUNNING
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page


class CohortNotFoundError(NotFoundError):
    """There is no such cohort, or none that the viewer may see."""


@query
def list_cohorts(
    *, viewer: Actor, filters: CohortFilters, ordering: Sequence[str], window: Window
) -> Page[CohortSummary]:
    """Return the cohorts that somebody may see: students their own, teachers those they teach.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of cohorts.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    cohorts = cohorts_within(scope_for(viewer))
    if filters.course_id is not None:
        cohorts = cohorts.filter(course_ids__contains=[to_object_id(filters.course_id)])
    if filters.student_id is not None:
        cohorts = cohorts.filter(id__in=cohort_ids_of(filters.student_id))
    plain = replace(filters, course_id=None, student_id=None)
    return keyset_page(
        narrowed(cohorts, plain), ordering=ordering, window=window, to_data=Cohort.to_summary
    )


@query
def get_cohort(*, viewer: Actor, cohort_id: str) -> CohortData:
    """Return a cohort.

    Args:
        viewer: who asks.
        cohort_id: id of the cohort.

    Returns:
        The cohort.

    Raises:
        CohortNotFoundError: if there is none, or it is not the viewer's to see.
    """
    cohorts = cohorts_within(scope_for(viewer))
    return find_by_id(cohorts, cohort_id, missing=CohortNotFoundError).to_data()


@query
def list_members(
    *, viewer: Actor, cohort_id: str, ordering: Sequence[str], window: Window
) -> Page[MemberData]:
    """Return who is in a cohort now: names, and nothing to judge or reach anybody by.

    Args:
        viewer: who asks.
        cohort_id: id of the cohort.
        ordering: columns.
        window: which part.

    Returns:
        A page of members. Former members see no list: only who is in a cohort, teaches it or
        works for the school does.

    Raises:
        CohortNotFoundError: if there is none, or it is not the viewer's to see.
    """
    scope = scope_for(viewer)
    cohort = find_by_id(cohorts_within(scope), cohort_id, missing=CohortNotFoundError)
    members = Membership.objects.filter(cohort_id=cohort.pk, is_open=True)
    if scope.student_id and not members.filter(student_id=to_object_id(viewer.id)).exists():
        raise CohortNotFoundError(f"Cohort {cohort_id} is not yours any more.")
    return keyset_page(members, ordering=ordering, window=window, to_data=Membership.to_member)


@query
def list_stays(
    *, viewer: Actor, cohort_id: str, ordering: Sequence[str], window: Window
) -> Page[MembershipData]:
    """Return all memberships of a cohort, former ones included, for those who look after it.

    Args:
        viewer: who asks.
        cohort_id: id of the cohort.
        ordering: columns.
        window: which part.

    Returns:
        A page of memberships.

    Raises:
        NotForYouError: for students.
        CohortNotFoundError: if there is none, or it is not the viewer's to see.
    """
    reading.check_reads_figures_of_others(viewer)
    cohort = find_by_id(cohorts_within(scope_for(viewer)), cohort_id, missing=CohortNotFoundError)
    stays = Membership.objects.filter(cohort_id=cohort.pk)
    return keyset_page(stays, ordering=ordering, window=window, to_data=Membership.to_data)


@query
def find_cohorts(*, cohort_ids: Sequence[str]) -> tuple[CohortSummary, ...]:
    """Return the cohorts of some ids, those that exist, in the order asked for.

    Args:
        cohort_ids: ids, at most 500 are looked at.

    Returns:
        The cohorts.
    """
    keys = [str(to_object_id(cohort_id)) for cohort_id in cohort_ids[:500]]
    found = {str(cohort.pk): cohort for cohort in Cohort.objects.filter(id__in=keys)}
    return tuple(found[one].to_summary() for one in cohort_ids if one in found)


@query
def find_present_cohorts(*, limit: int) -> tuple[CohortSummary, ...]:
    """Return the cohorts that are being planned or are at work.

    Args:
        limit: most cohorts, 1 to 500.

    Returns:
        Draft and active cohorts, those that start last first.
    """
    present = (CohortStatus.DRAFT.value, CohortStatus.ACTIVE.value)
    cohorts = Cohort.objects.filter(status__in=present).order_by("-starts_at", "-id")
    return tuple(cohort.to_summary() for cohort in cohorts[: max(1, min(limit, 500))])


@query
def find_latest_cohorts(*, limit: int) -> tuple[CohortSummary, ...]:
    """Return cohorts wherever they stand in their life.

    Args:
        limit: most cohorts, 1 to 500.

    Returns:
        Cohorts, those that start last first.
    """
    cohorts = Cohort.objects.order_by("-starts_at", "-id")
    return tuple(cohort.to_summary() for cohort in cohorts[: max(1, min(limit, 500))])


@query
def list_member_ids(*, cohort_id: str, at: datetime | None = None) -> tuple[str, ...]:
    """Return the ids of the students who are in a cohort now.

    Args:
        cohort_id: id of the cohort.
        at: a moment; those who were in it then are returned too.

    Returns:
        Ids, in the order of joining: of a class, so seldom more than some dozens.
    """
    is_member = Q(is_open=True)
    if at is not None:
        is_member |= Q(joined_at__lte=at, left_at__gt=at)
    members = Membership.objects.filter(is_member, cohort_id=to_object_id(cohort_id))
    found = members.order_by("joined_at", "id").values_list("student_id", flat=True)
    # Somebody may have been there, gone, and come again.
    return tuple(dict.fromkeys(map(str, found)))


@query
def list_stays_of(*, student_id: str, is_open: bool | None = None) -> tuple[MembershipData, ...]:
    """Return the memberships of a student, newest first.

    Args:
        student_id: id of the account.
        is_open: only those that last, or only those that ended; None for both.

    Returns:
        Memberships, some two a year.
    """
    stays = Membership.objects.filter(student_id=to_object_id(student_id))
    if is_open is not None:
        stays = stays.filter(is_open=is_open)
    return tuple(stay.to_data() for stay in stays.order_by("-joined_at", "-id"))


@query
def list_cohort_ids_of_course(*, course_id: str) -> tuple[str, ...]:
    """Return the draft and active cohorts that have a course.

    Args:
        course_id: id of the course.

    Returns:
        Ids of cohorts, newest first.
    """
    cohorts = Cohort.objects.filter(
        course_ids__contains=[to_object_id(course_id)],
        status__in=[status.value for status in RUNNING],
    )
    return tuple(map(str, cohorts.order_by("-starts_at", "-id").values_list("pk", flat=True)))


@query
def list_ended_cohort_ids(*, at: datetime) -> tuple[str, ...]:
    """Return the active cohorts whose time is over.

    Args:
        at: now.

    Returns:
        Ids of cohorts, longest over first.
    """
    ended = Cohort.objects.filter(status=CohortStatus.ACTIVE.value, ends_at__lte=at)
    return tuple(map(str, ended.order_by("ends_at", "id").values_list("pk", flat=True)))
