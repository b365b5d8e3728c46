"""How far students are: in a course, and in a semester."""

from dataclasses import dataclass, field
from datetime import datetime

from apps.enrollments.data.words import ValidationStatus


@dataclass(frozen=True, kw_only=True)
class ProgressChange:
    """What became known about a student's progress; None leaves what was known before.

    Attributes:
        progress_percent: 0 to 100.
        chapters_completed: 0 or more, at most the total.
        chapters_total: 0 or more.
        exercises_completed: 0 or more, at most the total.
        exercises_total: 0 or more.
        average_score_percent: 0 to 100.
    """

    progress_percent: int | None = None
    chapters_completed: int | None = None
    chapters_total: int | None = None
    exercises_completed: int | None = None
    exercises_total: int | None = None
    average_score_percent: float | None = None


@dataclass(frozen=True, kw_only=True)
class StandingData:
    """How far a student is in one course.

    Attributes:
        course_id: id of the course.
        progress_percent: 0 to 100.
        chapters_completed: chapters done.
        chapters_total: chapters there are.
        exercises_completed: exercises done.
        exercises_total: exercises there are.
        average_score_percent: 0 to 100; None until something was graded.
        started_at: when the student began; None for a course not begun.
        completed_at: when it was completed; None before.
        last_activity_at: when the student last did something in it.
    """

    course_id: str
    progress_percent: int = 0
    chapters_completed: int = 0
    chapters_total: int = 0
    exercises_completed: int = 0
    exercises_total: int = 0
    average_score_percent: float | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    last_activity_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProgressData(StandingData):
    """How far a student is in one course, as a document of its own.

    Attributes:
        student_id: id of the account.
        version: how often it changed; 0 where nothing was recorded yet.
    """

    student_id: str
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class CriteriaData:
    """What a semester asks of a student.

    Attributes:
        min_grade_percent: average grade, 0 to 100.
        min_attendance_percent: attendance rate, 0 to 100.
        courses_required: courses to complete, 0 to 50.
        is_auto_validated: whether meeting all of it is enough, without a person's decision.
    """

    min_grade_percent: int = 60
    min_attendance_percent: int = 70
    courses_required: int = 1
    is_auto_validated: bool = False


@dataclass(frozen=True, kw_only=True)
class CriteriaChange:
    """Criteria of which some are given; a missing one is the cohort's, else the school's.

    Attributes:
        min_grade_percent: 0 to 100, or None.
        min_attendance_percent: 0 to 100, or None.
        courses_required: 0 to 50, or None.
        is_auto_validated: or None.
    """

    min_grade_percent: int | None = None
    min_attendance_percent: int | None = None
    courses_required: int | None = None
    is_auto_validated: bool | None = None


@dataclass(frozen=True, kw_only=True)
class MilestonesData:
    """Moments reached for the first time; None for those to come.

    Attributes:
        first_course_started_at: the first of the cohort's courses was begun.
        first_course_completed_at: the first was completed.
        halfway_completed_at: half of them were completed.
        all_courses_completed_at: all of them were completed.
        semester_validated_at: the semester was validated.
        last_validation_attempt_at: it was last decided on.
    """

    first_course_started_at: datetime | None = None
    first_course_completed_at: datetime | None = None
    halfway_completed_at: datetime | None = None
    all_courses_completed_at: datetime | None = None
    semester_validated_at: datetime | None = None
    last_validation_attempt_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FiguresData:
    """What is derived from standings and attendance.

    Attributes:
        attendance_rate_percent: 0 to 100; 100 where nothing was marked.
        overall_progress_percent: 0 to 100.
        average_grade_percent: 0 to 100; None where nothing was graded.
        courses_completed: courses at 100 %.
        is_at_risk: whether somebody should look after the student.
    """

    attendance_rate_percent: int
    overall_progress_percent: int
    average_grade_percent: int | None
    courses_completed: int
    is_at_risk: bool


@dataclass(frozen=True, kw_only=True)
class SemesterProgressData:
    """How one student does in one cohort.

    Attributes:
        id: id of the record.
        cohort_id: id of the cohort.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        semester: 1 to 10.
        courses: standing in each course of the cohort.
        events_total: events with a mark.
        events_attended: of these, attended.
        figures: what is derived from the above.
        criteria: what the semester asks.
        milestones: moments reached.
        validation_status: where validation stands.
        validation_due_at: by when it is to be decided; None if it is not asked for.
        target_semester: where the student goes next; None until that is decided.
        is_running: False once the student left the cohort; the figures then stay.
        calculated_at: when the figures were last computed.
    """

    id: str
    cohort_id: str
    student_id: str
    student_name: str
    semester: int
    courses: tuple[StandingData, ...] = ()
    events_total: int = 0
    events_attended: int = 0
    figures: FiguresData
    criteria: CriteriaData = field(default_factory=CriteriaData)
    milestones: MilestonesData = field(default_factory=MilestonesData)
    validation_status: ValidationStatus
    validation_due_at: datetime | None = None
    target_semester: int | None = None
    is_running: bool = True
    calculated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CohortReport:
    """How a cohort does.

    Attributes:
        cohort_id: id of the cohort.
        students: records there are.
        average_progress_percent: mean of the overall progress; 0 without students.
        average_attendance_percent: mean of the attendance rates; 0 without students.
        completion_percent: share of students whose overall progress is 100.
        excelling: students ahead.
        on_track: students neither ahead nor at risk.
        at_risk: students whom somebody should look after.
    """

    cohort_id: str
    students: int
    average_progress_percent: float
    average_attendance_percent: float
    completion_percent: float
    excelling: int
    on_track: int
    at_risk: int
