"""Collections of the predecessor's older design: enrolments and progress in courses.

Its services know them no more, but its own plan for the split names them, and an old database may
hold them.
"""

from typing import Any

from bson import ObjectId

from apps.enrollments.data import (
    CancellationReason,
    EnrollmentRoute,
    EnrollmentStatus,
)
from apps.enrollments.models import Enrollment, Progress
from apps.enrollments.predecessor.people import name_of
from apps.enrollments.predecessor.standings import title_of
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
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity, Key
from yggdrasil.cutover.mapping.kinds import Moment, Text
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.numbers import Number, Whole
from yggdrasil.cutover.mapping.table import Column, Table
from yggdrasil.ids import derived_key

# What the older design may have called the states of an enrolment.
_STATUSES = {
    "enrolled": EnrollmentStatus.ACTIVE,
    "in_progress": EnrollmentStatus.ACTIVE,
    "dropped": EnrollmentStatus.CANCELLED,
    "withdrawn": EnrollmentStatus.CANCELLED,
    "canceled": EnrollmentStatus.CANCELLED,
    "finished": EnrollmentStatus.COMPLETED,
}
TIMES = (Column("createdAt", "created_at", Moment()), Column("updatedAt", "updated_at", Moment()))
PAIR = (
    Column("studentId", "student_id", Key()),
    Column("courseId", "course_id", Key()),
)
_ENROLLMENT = Table(
    Enrollment,
    [
        Column("_id", "_id", Identity(collection="enrollments")),
        *PAIR,
        Column("status", "status", Text()),
        Column("enrolledAt", "enrolled_at", Moment()),
        Column("completedAt", "completed_at", Moment(), is_optional=True),
        *TIMES,
    ],
)
_PROGRESS = Table(
    Progress,
    [
        Column("_id", "_id", Identity(collection="progress")),
        *PAIR,
        Column("progressPercentage", "progress_percent", Whole(high=100)),
        Column("chaptersCompleted", "chapters_completed", Whole()),
        Column("totalChapters", "chapters_total", Whole()),
        Column("exercisesCompleted", "exercises_completed", Whole()),
        Column("totalExercises", "exercises_total", Whole()),
        Column("averageScore", "average_score_percent", Number(low=0, high=100), is_optional=True),
        Column("startedAt", "started_at", Moment()),
        Column("completedAt", "completed_at", Moment(), is_optional=True),
        Column("lastActivityAt", "last_activity_at", Moment(), is_optional=True),
        *TIMES,
    ],
)


def open_by_student(so_far: Any, enrolment: Document) -> dict[Any, bool]:
    """Fold older enrolments in a course into which student has one, and whether it is open.

    Args:
        so_far: of the enrolments before.
        enrolment: one more.
    """
    students: dict[Any, bool] = so_far or {}
    student = enrolment.get("studentId")
    if isinstance(student, ObjectId):
        is_open = status_of(enrolment) in {EnrollmentStatus.ACTIVE, EnrollmentStatus.PENDING}
        students[student] = students.get(student, False) or is_open
    return students


def status_of(enrolment: Document) -> EnrollmentStatus:
    """Return where an older enrolment stands; an unknown word means active.

    Args:
        enrolment: the predecessor's document.
    """
    word = str(enrolment.get("status", "")).lower()
    if word in set(EnrollmentStatus):
        return EnrollmentStatus(word)
    return _STATUSES.get(word, EnrollmentStatus.ACTIVE)


def split_enrolment(old: Document, known: Known) -> Parts:
    """Return the enrolment for an older one.

    Args:
        old: the predecessor's document.
        known: its student and course, under `student` and `course`.
    """
    parts = Parts()
    new = begun(_ENROLLMENT, old, known, parts.findings)
    if new is None:
        return Parts(findings=parts.findings, withheld=True)
    status = status_of(old)
    is_second = old["_id"] in known["open_pair"]
    if is_second:
        status = EnrollmentStatus.CANCELLED
        found = old.get("status")
        parts.findings.append(Finding(Sort.CONFLICT, "enrolled_twice", "status", found, status))
    is_cancelled = status is EnrollmentStatus.CANCELLED
    enrolled = new["enrolled_at"] or new["created_at"]
    parts.documents.append(
        (
            Enrollment,
            new
            | {
                "status": status.value,
                "via": EnrollmentRoute.STAFF.value,
                "course_title": title_of(known["course"].get(new["course_id"])),
                "student_name": name_of(known["student"].get(new["student_id"])),
                "enrolled_at": enrolled,
                "activated_at": None if status is EnrollmentStatus.PENDING else enrolled,
                "cancelled_at": new["updated_at"] if is_cancelled else None,
                "reason": CancellationReason.WITHDRAWN.value if is_cancelled else "",
            },
        )
    )
    return parts


def split_progress(old: Document, known: Known) -> Parts:
    """Return the progress for an older one.

    Args:
        old: the predecessor's document.
        known: its student and course; whose pair is taken, under `pair`.
    """
    parts = Parts()
    new = begun(_PROGRESS, old, known, parts.findings)
    if new is None or old["_id"] in known["pair"]:
        holder = known["pair"].get(old["_id"])
        found = Finding(Sort.CONFLICT, "progress_taken", "courseId", old.get("courseId"), holder)
        return Parts(findings=[*parts.findings, found], withheld=True)
    new["started_at"] = new["started_at"] or new["created_at"]
    parts.documents.append((Progress, new))
    return parts


def begun(table: Table, old: Document, known: Known, findings: list[Finding]) -> Document | None:
    """Return the new document as far as all three kinds go.

    Args:
        table: of the kind.
        old: the predecessor's document.
        known: its student and course.
        findings: irregularities so far, added to.

    Returns:
        The document; None for one of nobody, or of nothing.
    """
    new = table.split(old, findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    for name, column in (("student", "student_id"), ("course", "course_id")):
        if new[column] is None:
            findings.append(Finding(Sort.CONFLICT, f"{name}_missing", f"{name}Id", None))
            return None
        if known[name].get(new[column]) is None:
            key = new[column]
            findings.append(Finding(Sort.ORPHAN, f"{name}_unknown", f"{name}Id", key, key))
    return new


def merge_enrolment(found: Found) -> Document | None:
    """Return the older enrolment; None for one that the predecessor never had a place for."""
    return merged(_ENROLLMENT, found, Enrollment, "enrollments")


def merge_progress(found: Found) -> Document | None:
    """Return the older progress; None for one that the predecessor never had a place for."""
    return merged(_PROGRESS, found, Progress, "progress")


def merged(table: Table, found: Found, model: Any, collection: str) -> Document | None:
    """Return the older document for ours.

    Args:
        table: of the kind.
        found: ours.
        model: which reads it.
        collection: where the predecessor would keep it.

    Returns:
        The document; None for one that a progress row led to, or of a collection that the
        predecessor did not have.
    """
    new = found.one(model)
    is_derived = new is not None and new["_id"] == _derived(new, model)
    if new is None or is_derived or (found.carried and collection not in found.carried):
        return None
    return table.merge(new)


def _derived(new: Document, model: Any) -> ObjectId:
    kind = "enrollment" if model is Enrollment else "progress"
    pair = (str(new.get("student_id")), str(new.get("course_id")))
    return derived_key("predecessor", kind, *pair)


def _pair(old: Document) -> Any:
    pair = (old.get("studentId"), old.get("courseId"))
    return pair if all(isinstance(key, ObjectId) for key in pair) else None


def _open_pair(old: Document) -> Any:
    is_open = status_of(old) in {EnrollmentStatus.ACTIVE, EnrollmentStatus.PENDING}
    return _pair(old) if is_open else None


PEOPLE_AND_COURSES = (
    Lookup(
        name="student",
        collection="users",
        asks=("studentId",),
        fields=("profile.firstName", "profile.lastName"),
    ),
    Lookup(
        name="course",
        collection="courses",
        asks=("courseId",),
        fields=("title",),
    ),
)

OLDER = (
    CollectionMapping(
        source="enrollments",
        names=("enrollments",),
        into=(Enrollment,),
        owns=REST,
        split=split_enrolment,
        merge=merge_enrolment,
        finds=(Find(Enrollment),),
        looks_up=PEOPLE_AND_COURSES,
        uniques=(
            Unique(name="open_pair", fields=("studentId", "courseId", "status"), value=_open_pair),
        ),
    ),
    CollectionMapping(
        source="progress",
        names=("progress",),
        into=(Progress,),
        owns=REST,
        split=split_progress,
        merge=merge_progress,
        finds=(Find(Progress),),
        looks_up=PEOPLE_AND_COURSES,
        uniques=(Unique(name="pair", fields=("studentId", "courseId"), value=_pair),),
    ),
)
