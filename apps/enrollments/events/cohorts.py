"""Facts about cohorts and their members."""

from dataclasses import dataclass
from datetime import datetime

from apps.enrollments.data import CohortStatus, Intake, LeavingReason
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class CohortOpened:
    """There is a new cohort, a draft.

    Attributes:
        cohort_id: id of the cohort.
        name: what people call it.
        semester: 1 to 10.
        intake: September or March.
        academic_year: `YYYY-YYYY`.
        starts_at: first moment.
        ends_at: last moment.
        department: may be empty.
        level: may be empty.
        capacity: most members; None for no bound.
        at: when it was opened.
    """

    cohort_id: str
    name: str
    semester: int
    intake: Intake
    academic_year: str
    starts_at: datetime
    ends_at: datetime
    department: str
    level: str
    capacity: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CohortChanged(CohortOpened):
    """A cohort lays down something else; the payload is the whole of it."""


@dataclass(frozen=True, kw_only=True)
class CohortStatusChanged:
    """A cohort entered another status; which one, the name of the fact says.

    Attributes:
        cohort_id: id of the cohort.
        name: what people call it.
        status: where it stands now.
        previous_status: where it stood.
        at: when.
    """

    cohort_id: str
    name: str
    status: CohortStatus
    previous_status: CohortStatus
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CohortDeleted:
    """A cohort is gone; it never had a member.

    Attributes:
        cohort_id: id of the cohort.
        at: when.
    """

    cohort_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CohortCoursesChanged:
    """A cohort has other courses.

    Attributes:
        cohort_id: id of the cohort.
        course_ids: all its courses now.
        added_course_ids: those it did not have before.
        removed_course_ids: those it no longer has.
        at: when.
    """

    cohort_id: str
    course_ids: tuple[str, ...]
    added_course_ids: tuple[str, ...]
    removed_course_ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MemberJoined:
    """A student is in a cohort now.

    Attributes:
        membership_id: id of the membership.
        cohort_id: id of the cohort.
        student_id: id of the account.
        semester: of the cohort, 1 to 10.
        course_ids: courses of the cohort.
        at: since when.
    """

    membership_id: str
    cohort_id: str
    student_id: str
    semester: int
    course_ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MemberLeft:
    """A student is no longer in a cohort.

    Attributes:
        membership_id: id of the membership.
        cohort_id: id of the cohort.
        student_id: id of the account.
        course_ids: courses of the cohort.
        reason: why.
        joined_at: since when it lasted.
        at: until when.
    """

    membership_id: str
    cohort_id: str
    student_id: str
    course_ids: tuple[str, ...]
    reason: LeavingReason
    joined_at: datetime
    at: datetime


cohort_opened = DomainSignal("enrollments.cohort.opened.v1", CohortOpened)
cohort_changed = DomainSignal("enrollments.cohort.changed.v1", CohortChanged)
cohort_activated = DomainSignal("enrollments.cohort.activated.v1", CohortStatusChanged)
cohort_completed = DomainSignal("enrollments.cohort.completed.v1", CohortStatusChanged)
cohort_archived = DomainSignal("enrollments.cohort.archived.v1", CohortStatusChanged)
cohort_deleted = DomainSignal("enrollments.cohort.deleted.v1", CohortDeleted)
cohort_courses_changed = DomainSignal("enrollments.cohort.courses_changed.v1", CohortCoursesChanged)
member_joined = DomainSignal("enrollments.member.joined.v1", MemberJoined)
member_left = DomainSignal("enrollments.member.left.v1", MemberLeft)

# Which fact tells that a cohort entered a status; a draft is told by its opening.
STATUS_SIGNALS = {
    CohortStatus.ACTIVE: cohort_activated,
    CohortStatus.COMPLETED: cohort_completed,
    CohortStatus.ARCHIVED: cohort_archived,
}
