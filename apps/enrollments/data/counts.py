"""How many there are of what, for the statistics app."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CourseFiguresData:
    """How the students of one course do.

    Attributes:
        course_id: id of the course.
        pending: enrolments that wait to become active.
        active: enrolments under way.
        completed: enrolments that reached the end.
        cancelled: enrolments that ended before.
        average_progress_percent: mean over those who began; 0 without any.
        average_score_percent: mean over those who were graded; None without any.
        submissions_waiting: handed in and not graded.
        certificates: issued for the course and not revoked.
    """

    course_id: str
    pending: int
    active: int
    completed: int
    cancelled: int
    average_progress_percent: float
    average_score_percent: float | None
    submissions_waiting: int
    certificates: int


@dataclass(frozen=True, kw_only=True)
class EnrollmentCounts:
    """How much there is of everything that enrollments keeps.

    Attributes:
        enrollments: number by status.
        cohorts: number by status.
        submissions_waiting: handed in and not graded.
        certificates: issued and not revoked.
    """

    enrollments: dict[str, int]
    cohorts: dict[str, int]
    submissions_waiting: int
    certificates: int
