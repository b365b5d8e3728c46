"""What students, teachers and staff see at a glance. No figure here is made up."""

from dataclasses import dataclass
from datetime import datetime

from apps.statistics.data.words import MilestoneKind


@dataclass(frozen=True, kw_only=True)
class MilestoneData:
    """Something a student has reached.

    Attributes:
        kind: what.
        reached_at: when; None where it follows from a mean, which has no moment.
    """

    kind: MilestoneKind
    reached_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ComingEvent:
    """An event that is still to come."""

    event_id: str
    title: str
    type: str
    starts_at: datetime
    ends_at: datetime
    location_name: str
    course_id: str | None


@dataclass(frozen=True, kw_only=True)
class AttendanceSummary:
    """How regularly somebody came.

    Attributes:
        marked: rows in registers, excused ones left out.
        attended: rows that say present or late.
        excused: rows that say excused.
        rate_percent: 0 to 100; 100 where nothing is marked.
    """

    marked: int
    attended: int
    excused: int
    rate_percent: int


@dataclass(frozen=True, kw_only=True)
class StudentCourse:
    """How far a student is in one course.

    Attributes:
        title: empty for a course that is gone.
        average_score_percent: None until something was graded.
        completed_at: None before.
        last_activity_at: when the student last did something in it.
    """

    course_id: str
    title: str
    progress_percent: int
    chapters_completed: int
    chapters_total: int
    exercises_completed: int
    exercises_total: int
    average_score_percent: float | None
    started_at: datetime | None
    completed_at: datetime | None
    last_activity_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SemesterSummary:
    """Where a student stands in the present cohort.

    Attributes:
        overall_progress_percent: as the enrollments app counts it.
        average_grade_percent: None where nothing was graded.
        validation_status: where validation stands.
        is_at_risk: whether somebody should look after the student.
    """

    cohort_id: str
    cohort_name: str
    semester: int
    overall_progress_percent: int
    average_grade_percent: int | None
    validation_status: str
    is_at_risk: bool


@dataclass(frozen=True, kw_only=True)
class StudentDashboard:
    """A student at a glance; asked of the owners' apps at the moment of reading.

    Attributes:
        semester: None for a student in no cohort.
        courses_active: begun and not completed.
        average_progress_percent: mean over all courses; 0 without any.
        courses: last touched first.
        coming_events: of the next fourteen days, at most ten.
    """

    student_id: str
    name: str
    semester: SemesterSummary | None
    courses_total: int
    courses_active: int
    courses_completed: int
    average_progress_percent: int
    average_score_percent: float | None
    attendance: AttendanceSummary
    courses: tuple[StudentCourse, ...]
    coming_events: tuple[ComingEvent, ...]
    milestones: tuple[MilestoneData, ...]
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class TaughtCourse:
    """How the students of one course do.

    Attributes:
        students: enrolments that are active or completed.
        average_progress_percent: mean over those who began; 0 without any.
        average_score_percent: mean over those who were graded; None without any.
        submissions_waiting: handed in and not graded.
    """

    course_id: str
    title: str
    status: str
    students: int
    completed: int
    average_progress_percent: float
    average_score_percent: float | None
    submissions_waiting: int
    certificates: int


@dataclass(frozen=True, kw_only=True)
class TeacherDashboard:
    """A teacher at a glance; asked of the owners' apps at the moment of reading.

    Attributes:
        students: enrolments in the teacher's courses; who takes two counts twice.
        events_held: own events of the past thirty days.
        attendance: at these events.
        courses: by title.
        coming_events: own ones of the next seven days, at most twenty.
    """

    teacher_id: str
    name: str
    courses_total: int
    courses_published: int
    students: int
    submissions_waiting: int
    events_held: int
    attendance: AttendanceSummary
    courses: tuple[TaughtCourse, ...]
    coming_events: tuple[ComingEvent, ...]
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """How often something happened on a day (UTC)."""

    day: str
    count: int


@dataclass(frozen=True, kw_only=True)
class NamedCount:
    """How many of something there are."""

    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RankedCourse:
    """A course and a figure it is ranked by."""

    course_id: str
    title: str
    value: float


@dataclass(frozen=True, kw_only=True)
class AdminDashboard:
    """The school at a glance; read from figures that were recounted at `as_of`.

    Attributes:
        accounts: open accounts by role.
        accounts_inactive: open accounts that may not sign in.
        courses: by status.
        enrollments: by status.
        cohorts: by status.
        events_this_week: that take place from Monday to Sunday, where the school is.
        attendance: over the past thirty days.
        sign_ins: of the past thirty days, as they were told.
        enrollments_begun: of the past thirty days, as they were told.
        largest_courses: by students, at most ten.
        as_of: when the standing figures were last recounted; None before the first time.
    """

    accounts: tuple[NamedCount, ...]
    accounts_inactive: int
    courses: tuple[NamedCount, ...]
    enrollments: tuple[NamedCount, ...]
    cohorts: tuple[NamedCount, ...]
    submissions_waiting: int
    certificates: int
    events_this_week: int
    attendance_rate_percent: int
    sign_ins: tuple[DayCount, ...]
    enrollments_begun: tuple[DayCount, ...]
    largest_courses: tuple[RankedCourse, ...]
    as_of: datetime | None


@dataclass(frozen=True, kw_only=True)
class CourseStatistics:
    """A course in figures.

    Attributes:
        students: enrolments that are active or completed.
        completion_percent: share of students who completed it; 0 without any.
        enrollments_begun: of the past thirty days, as they were told.
        completions: of the past thirty days, as they were told.
        attendance: at the course's events of the past thirty days.
    """

    course_id: str
    title: str
    status: str
    students: int
    active: int
    completed: int
    cancelled: int
    completion_percent: int
    average_progress_percent: float
    average_score_percent: float | None
    submissions_waiting: int
    certificates: int
    events_held: int
    attendance: AttendanceSummary
    enrollments_begun: tuple[DayCount, ...]
    completions: tuple[DayCount, ...]
    as_of: datetime
