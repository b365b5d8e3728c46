"""The predecessor's progress rows, field by field."""

from apps.enrollments.data import ValidationStatus
from apps.enrollments.models import (
    CourseStanding,
    Milestones,
    SemesterProgress,
    StoredFigures,
    ValidationCriteria,
)
from yggdrasil.cutover.mapping.keys import Identity, Key
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word
from yggdrasil.cutover.mapping.numbers import Number, Whole
from yggdrasil.cutover.mapping.table import Column, Many, Part, Table

_STANDING = Table(
    CourseStanding,
    [
        Column("courseId", "course_id", Key()),
        Column("startedAt", "started_at", Moment(), is_optional=True),
        Column("completedAt", "completed_at", Moment(), is_optional=True),
        Column("progressPercentage", "progress_percent", Whole(high=100)),
        Column("chaptersCompleted", "chapters_completed", Whole()),
        Column("totalChapters", "chapters_total", Whole()),
        Column("exercisesCompleted", "exercises_completed", Whole()),
        Column("totalExercises", "exercises_total", Whole()),
        Column("averageScore", "average_score_percent", Number(low=0, high=100), is_optional=True),
        Column("lastActivityAt", "last_activity_at", Moment(), is_optional=True),
    ],
)
_CRITERIA = Table(
    ValidationCriteria,
    [
        Column("minGrade", "min_grade_percent", Whole(high=100, empty=60)),
        Column("minAttendance", "min_attendance_percent", Whole(high=100, empty=70)),
        Column("coursesRequired", "courses_required", Whole(empty=1)),
        Column("autoValidation", "is_auto_validated", Flag()),
    ],
)
_MILESTONES = Table(
    Milestones,
    [
        Column("firstCourseStarted", "first_course_started_at", Moment(), is_optional=True),
        Column("firstCourseCompleted", "first_course_completed_at", Moment(), is_optional=True),
        Column("halfwayCompleted", "halfway_completed_at", Moment(), is_optional=True),
        Column("allCoursesCompleted", "all_courses_completed_at", Moment(), is_optional=True),
        Column("semesterValidated", "semester_validated_at", Moment(), is_optional=True),
        Column("lastValidationAttempt", "last_validation_attempt_at", Moment(), is_optional=True),
    ],
)
ROW = Table(
    SemesterProgress,
    [
        Column("_id", "_id", Identity(collection="promotion_progress")),
        Column("promotionId", "cohort_id", Key()),
        Column("studentId", "student_id", Key()),
        Column("coursesProgress", "courses", Many(table=_STANDING)),
        Column("totalEvents", "events_total", Whole()),
        Column("eventsAttended", "events_attended", Whole()),
        Column("attendanceRate", "attendance_rate_percent", Whole(high=100, empty=100)),
        Column("overallProgress", "overall_progress_percent", Whole(high=100)),
        Column(
            "averageGrade",
            "average_grade_percent",
            Whole(high=100, empty=None),
            is_optional=True,
        ),
        Column(
            "validationStatus",
            "validation_status",
            Word(words=ValidationStatus, default=ValidationStatus.NOT_REQUIRED),
        ),
        Column("currentSemester", "semester", Whole(low=1, high=10, empty=1)),
        Column(
            "targetSemester", "target_semester", Whole(low=1, high=10, empty=None), is_optional=True
        ),
        Column("milestones", "milestones", Part(table=_MILESTONES)),
        Column("validationCriteria", "criteria", Part(table=_CRITERIA)),
        Column("nextValidationDate", "validation_due_at", Moment(), is_optional=True),
        Column("calculationVersion", "calculation_version", Whole(empty=1)),
        Column("notes", "notes", Text(limit=1000), is_optional=True),
        Column("lastCalculated", "calculated_at", Moment(), is_optional=True),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)
# What is derived anew is kept as it was stored, too.
STORED = Table(
    StoredFigures,
    [
        Column("overallProgress", "overall_progress_percent", Number()),
        Column("attendanceRate", "attendance_rate_percent", Number()),
        Column("averageGrade", "average_grade_percent", Number()),
        Column("totalEvents", "events_total", Whole(empty=None)),
        Column("eventsAttended", "events_attended", Whole(empty=None)),
        Column("currentSemester", "semester", Whole(empty=None)),
    ],
)
