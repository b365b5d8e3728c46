"""Progress rows of the predecessor: one record a student and cohort, figures derived anew.

The stored figures stay beside the derived ones. Decisions and the progress in single courses get
documents of their own.
"""

from typing import Any

from bson import ObjectId

from apps.enrollments.data import ValidationStatus
from apps.enrollments.models import (
    CourseStanding,
    Enrollment,
    Milestones,
    Progress,
    SemesterProgress,
    StoredFigures,
    ValidationCriteria,
    ValidationDecision,
)
from apps.enrollments.predecessor.decisions import merge_decisions, split_decisions
from apps.enrollments.predecessor.figures import derive, lists_of, tallies_of
from apps.enrollments.predecessor.people import name_of
from apps.enrollments.predecessor.standings import best_of, courses_of_row, documents_of
from yggdrasil.cutover.kinds import Flag, Identity, Key, Moment, Number, Text, Whole, Word, repaired
from yggdrasil.cutover.mapping import (
    REST,
    CollectionMapping,
    Document,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    Unique,
    gather,
)
from yggdrasil.cutover.moments import created_at, updated_at
from yggdrasil.cutover.table import Column, Many, Part, Table

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
_ROW = Table(
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
        Column("targetSemester", "target_semester", Whole(low=1, high=10, empty=None), True),
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
_STORED = Table(
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


def split_row(row: Document, known: Known) -> Parts:
    """Return what a progress row says about a student, a cohort and courses.

    Args:
        row: the predecessor's document.
        known: the row's cohort, student, attendance, courses and the student's other rows.

    Returns:
        A semester record; a decision for each entry of the validation history; progress and
        enrolment in each course, unless another row of the student knows better. A second row of
        the same student and cohort is withheld.
    """
    parts = Parts()
    row_key = row["_id"]
    cohort, student = row.get("promotionId"), row.get("studentId")
    if known["pair"].get(row_key) is not None or not _are_keys(cohort, student):
        kind = "row_taken" if _are_keys(cohort, student) else "row_of_nobody"
        found = Finding(Sort.CONFLICT, kind, "studentId", student, known["pair"].get(row_key))
        return Parts(findings=[found], withheld=True)
    promotion, user = known["cohort"].get(cohort), known["student"].get(student)
    # Figures are repaired further down; what the table would say about them is said there.
    new = _ROW.split(row, parts.findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    new["student_name"] = name_of(user)
    new["stored"] = _STORED.split(row, [])
    new["is_running"] = promotion is not None and student in (promotion.get("studentIds") or ())
    _set_semester(row, new, promotion, parts.findings)
    marks = (known["attendance"].get(student) or {}).get(cohort, (0, 0))
    parts.findings += derive(row, new, marked=marks[0], attended=marks[1])
    parts.documents.append((SemesterProgress, new))
    parts.documents += [
        (ValidationDecision, decision) for decision in split_decisions(row, new, parts.findings)
    ]
    parts.documents += documents_of(row, new, known, parts.findings)
    parts.findings += _orphans(promotion, user, cohort, student)
    parts.tallies += tallies_of(row, new, known)
    return parts


def merge_row(found: Found) -> Document | None:
    """Return the predecessor's progress row for a semester record.

    Args:
        found: the record and all decisions on its student.
    """
    record = found.one(SemesterProgress)
    if record is None:
        return None
    mine = [it for it in found.all(ValidationDecision) if it["cohort_id"] == record["cohort_id"]]
    row = {**_ROW.merge(record), **lists_of(record["courses"])}
    row["validationHistory"] = merge_decisions(mine)
    return row


def _are_keys(*values: Any) -> bool:
    return all(isinstance(value, ObjectId) for value in values)


def _set_semester(
    row: Document, new: Document, promotion: Document | None, findings: list[Finding]
) -> None:
    semester = (promotion or {}).get("semester")
    if isinstance(semester, int) and new["semester"] != semester:
        found = repaired("semester_stuck", "currentSemester", row.get("currentSemester"), semester)
        findings.append(found)
        new["semester"] = min(max(semester, 1), 10)


def _orphans(
    promotion: Document | None, user: Document | None, cohort: Any, student: Any
) -> list[Finding]:
    orphans = []
    if promotion is None:
        orphans.append(Finding(Sort.ORPHAN, "cohort_unknown", "promotionId", cohort, cohort))
    if user is None:
        orphans.append(Finding(Sort.ORPHAN, "student_unknown", "studentId", student, student))
    return orphans


def _count_marks(so_far: Any, mark: Document) -> dict[ObjectId, tuple[int, int]]:
    """Fold the marks of a student into marked and attended events by cohort."""
    marks: dict[ObjectId, tuple[int, int]] = so_far or {}
    cohort = mark.get("promotionId")
    if isinstance(cohort, ObjectId):
        marked, attended = marks.get(cohort, (0, 0))
        marks[cohort] = (marked + 1, attended + (mark.get("attended") is True))
    return marks


def _pair(row: Document) -> Any:
    pair = (row.get("promotionId"), row.get("studentId"))
    return pair if _are_keys(*pair) else None


def _student(row: Document) -> list[Any]:
    return [row.get("studentId")]


SEMESTERS = CollectionMapping(
    source="promotion_progress",
    names=("promotion_progress",),
    into=(SemesterProgress, ValidationDecision, Progress, Enrollment),
    owns=REST,
    split=split_row,
    merge=merge_row,
    finds=(
        Find(SemesterProgress),
        Find(ValidationDecision, path="student_id", by="student_id"),
    ),
    looks_up=(
        Lookup(
            name="cohort",
            collection="promotions",
            keys=lambda row: [row.get("promotionId")],
            fields=("semester", "studentIds"),
        ),
        Lookup(
            name="student",
            collection="users",
            keys=_student,
            fields=("profile.firstName", "profile.lastName", "currentPromotionId"),
        ),
        Lookup(
            name="attendance",
            collection="event_attendance",
            path="studentId",
            keys=_student,
            fields=("studentId", "promotionId", "attended"),
            fold=_count_marks,
        ),
        Lookup(
            name="courses",
            collection="courses",
            keys=courses_of_row,
            fields=("title", "chapters.order"),
        ),
        Lookup(
            name="rows",
            collection="promotion_progress",
            path="studentId",
            keys=_student,
            fields=("studentId", "promotionId", "coursesProgress"),
            fold=best_of,
        ),
        Lookup(
            name="enrolled",
            collection="enrollments",
            path="studentId",
            keys=_student,
            fields=("studentId", "courseId"),
            fold=gather,
        ),
        Lookup(
            name="progressed",
            collection="progress",
            path="studentId",
            keys=_student,
            fields=("studentId", "courseId"),
            fold=gather,
        ),
    ),
    uniques=(
        Unique(name="pair", fields=("promotionId", "studentId"), value=_pair, is_exact=True),
    ),
)
