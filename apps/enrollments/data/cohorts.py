"""Cohorts and their members as lists, details and neighbours see them."""

from dataclasses import dataclass, field
from datetime import datetime

from apps.enrollments.data.words import CohortStatus, Intake, LeavingReason, MembershipSource


@dataclass(frozen=True, kw_only=True)
class CohortSettingsData:
    """What a cohort lays down for its members.

    Attributes:
        level: for example `Bachelor`, at most 50 characters.
        department: at most 100 characters.
        description: at most 500 characters.
        capacity: most members, 1 to 500; None for no bound.
        is_semester_system: whether it is one of the standing cohorts S1 to S10.
        is_permanent: whether it stays when its members move on.
        min_grade_percent: 0 to 100; None for the school's own.
        min_attendance_percent: 0 to 100; None for the school's own.
        courses_required: courses to complete, 0 to 20; None for the school's own.
        is_auto_validated: whether a semester that meets all criteria is validated by itself.
    """

    level: str = ""
    department: str = ""
    description: str = ""
    capacity: int | None = None
    is_semester_system: bool = False
    is_permanent: bool = False
    min_grade_percent: int | None = None
    min_attendance_percent: int | None = None
    courses_required: int | None = None
    is_auto_validated: bool = False


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """What somebody lays down when opening or changing a cohort.

    Attributes:
        name: 1 to 200 characters.
        semester: 1 to 10.
        intake: September for odd semesters, March for even ones.
        academic_year: `YYYY-YYYY`, two years in a row.
        starts_at: first moment.
        ends_at: last moment, after the first.
        settings: what it lays down for its members.
    """

    name: str
    semester: int
    intake: Intake
    academic_year: str
    starts_at: datetime
    ends_at: datetime
    settings: CohortSettingsData = field(default_factory=CohortSettingsData)


@dataclass(frozen=True, kw_only=True)
class CohortSummary:
    """A cohort in a list.

    Attributes:
        id: id of the cohort.
        name: what people call it.
        semester: 1 to 10.
        intake: September or March.
        academic_year: `YYYY-YYYY`.
        starts_at: first moment.
        ends_at: last moment.
        status: where it stands.
        level: for example `Bachelor`; may be empty.
        department: may be empty.
        capacity: most members; None for no bound.
        members_count: members now.
        course_ids: its courses, at most 50.
        version: how often it changed.
    """

    id: str
    name: str
    semester: int
    intake: Intake
    academic_year: str
    starts_at: datetime
    ends_at: datetime
    status: CohortStatus
    level: str
    department: str
    capacity: int | None
    members_count: int
    course_ids: tuple[str, ...]
    version: int


@dataclass(frozen=True, kw_only=True)
class CohortData(CohortSummary):
    """A cohort with all that it lays down.

    Attributes:
        settings: what it lays down for its members.
        created_at: when it was opened.
        updated_at: when it last changed.
    """

    settings: CohortSettingsData
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class MemberData:
    """A member as fellow members see each other: a name, and nothing to judge or reach by.

    Attributes:
        student_id: id of the account.
        name: as on the profile; empty where it is not known.
        joined_at: since when.
    """

    student_id: str
    name: str
    joined_at: datetime


@dataclass(frozen=True, kw_only=True)
class MembershipData:
    """One student's time in one cohort, as staff and neighbours see it.

    Attributes:
        id: id of the membership.
        cohort_id: id of the cohort.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        joined_at: since when.
        left_at: until when; None while it lasts.
        reason: why it ended; None while it lasts.
        sources: who says so.
        is_contested: whether the predecessor's sources disagreed about it.
        is_suspended: whether the account is deactivated.
    """

    id: str
    cohort_id: str
    student_id: str
    student_name: str
    joined_at: datetime
    left_at: datetime | None
    reason: LeavingReason | None
    sources: tuple[MembershipSource, ...]
    is_contested: bool
    is_suspended: bool
