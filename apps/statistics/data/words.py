"""The words of the statistics app: enums whose values are kept in documents and on the wire."""

from enum import StrEnum


class SubjectKind(StrEnum):
    """What a figure is about."""

    SCHOOL = "school"
    COURSE = "course"
    COHORT = "cohort"
    TEACHER = "teacher"
    STUDENT = "student"
    ARTICLE = "article"


class ReportKind(StrEnum):
    """What a report tells."""

    SCHOOL_OVERVIEW = "school_overview"
    COURSE_OUTCOMES = "course_outcomes"
    COHORT_ATTENDANCE = "cohort_attendance"


class ReportStatus(StrEnum):
    """How far a report is."""

    REQUESTED = "requested"
    FINISHED = "finished"
    FAILED = "failed"


class MilestoneKind(StrEnum):
    """What a student can reach."""

    FIRST_COURSE_COMPLETED = "first_course_completed"
    FIVE_COURSES_COMPLETED = "five_courses_completed"
    HIGH_AVERAGE = "high_average"
