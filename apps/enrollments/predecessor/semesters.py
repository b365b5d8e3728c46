"""Progress rows of the predecessor: one record a student and cohort, figures derived anew.

The stored figures stay beside the derived ones. Decisions and the progress in single courses get
documents of their own.
"""

from typing import Any

from bson import ObjectId

from apps.enrollments.models import (
    Enrollment,
    Progress,
    SemesterProgress,
    ValidationDecision,
)
from apps.enrollments.predecessor.decisions import merge_decisions, split_decisions
from apps.enrollments.predecessor.figures import derive, lists_of, tallies_of
from apps.enrollments.predecessor.people import name_of
from apps.enrollments.predecessor.rows import ROW, STORED
from apps.enrollments.predecessor.standings import (
    FIELDS_OF_BEST,
    courses_of_row,
    documents_of,
)
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
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
from yggdrasil.cutover.mapping.documents import Document, values_at
from yggdrasil.cutover.mapping.kinds import repaired
from yggdrasil.cutover.mapping.moments import created_at, updated_at


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
    if row_key in known["pair"] or not _are_keys(cohort, student):
        kind = "row_taken" if _are_keys(cohort, student) else "row_of_nobody"
        found = Finding(Sort.CONFLICT, kind, "studentId", student, known["pair"].get(row_key))
        return Parts(findings=[found], withheld=True)
    promotion, user = known["cohort"].get(cohort), known["student"].get(student)
    # Figures are repaired further down; what the table would say about them is said there.
    new = ROW.split(row, parts.findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    new["student_name"] = name_of(user)
    new["stored"] = STORED.split(row, [])
    new["is_running"] = student in values_at(promotion, "studentIds")
    _set_semester(row, new, promotion, parts.findings)
    marks: dict[Any, int] = known["attendance"].get(student) or {}
    parts.findings += derive(
        row,
        new,
        marked=sum(count for (of, _), count in marks.items() if of == cohort),
        attended=marks.get((cohort, True), 0),
    )
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
    row = {**ROW.merge(record), **lists_of(record["courses"])}
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


def _pair(row: Document) -> Any:
    pair = (row.get("promotionId"), row.get("studentId"))
    return pair if _are_keys(*pair) else None


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
            asks=("promotionId",),
            fields=("semester", "studentIds"),
        ),
        Lookup(
            name="student",
            collection="users",
            asks=("studentId",),
            fields=("profile.firstName", "profile.lastName", "currentPromotionId"),
        ),
        Lookup(
            name="attendance",
            collection="event_attendance",
            path="studentId",
            asks=("studentId",),
            counts=("promotionId", "attended"),
        ),
        Lookup(
            name="courses",
            collection="courses",
            asks=courses_of_row,
            fields=("title", "chapters.order"),
        ),
        Lookup(
            name="rows",
            collection="promotion_progress",
            path="studentId",
            asks=("studentId",),
            fields=("studentId", *FIELDS_OF_BEST),
            fold=gather,
        ),
        Lookup(
            name="enrolled",
            collection="enrollments",
            path="studentId",
            asks=("studentId",),
            fields=("studentId", "courseId"),
            fold=gather,
        ),
        Lookup(
            name="progressed",
            collection="progress",
            path="studentId",
            asks=("studentId",),
            fields=("studentId", "courseId"),
            fold=gather,
        ),
    ),
    uniques=(Unique(name="pair", fields=("promotionId", "studentId"), value=_pair, is_exact=True),),
)
