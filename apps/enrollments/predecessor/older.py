"""Collections of the predecessor's older design: enrolments, progress and submissions.

Its services know them no more, but its own plan for the split names them, and an old database may
hold them.
"""

from typing import Any

from bson import ObjectId

from apps.enrollments.data import (
    CancellationReason,
    EnrollmentRoute,
    EnrollmentStatus,
    GradeKind,
    SubmissionKind,
    SubmissionStatus,
)
from apps.enrollments.models import Enrollment, Grade, Progress, Submission
from apps.enrollments.predecessor.people import name_of
from apps.enrollments.predecessor.standings import title_of
from yggdrasil.cutover.kinds import Identity, Key, Moment, Number, Text, Whole, Word, number_in
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
)
from yggdrasil.cutover.moments import created_at, updated_at
from yggdrasil.cutover.table import Column, Table, blank_of
from yggdrasil.ids import derived_id

# What the older design may have called the states of an enrolment.
_STATUSES = {
    "enrolled": EnrollmentStatus.ACTIVE,
    "in_progress": EnrollmentStatus.ACTIVE,
    "dropped": EnrollmentStatus.CANCELLED,
    "withdrawn": EnrollmentStatus.CANCELLED,
    "canceled": EnrollmentStatus.CANCELLED,
    "finished": EnrollmentStatus.COMPLETED,
}
_TIMES = (Column("createdAt", "created_at", Moment()), Column("updatedAt", "updated_at", Moment()))
_PAIR = (
    Column("studentId", "student_id", Key()),
    Column("courseId", "course_id", Key()),
)
_ENROLLMENT = Table(
    Enrollment,
    [
        Column("_id", "_id", Identity(collection="enrollments")),
        *_PAIR,
        Column("status", "status", Text()),
        Column("enrolledAt", "enrolled_at", Moment()),
        Column("completedAt", "completed_at", Moment(), is_optional=True),
        *_TIMES,
    ],
)
_PROGRESS = Table(
    Progress,
    [
        Column("_id", "_id", Identity(collection="progress")),
        *_PAIR,
        Column("progressPercentage", "progress_percent", Whole(high=100)),
        Column("chaptersCompleted", "chapters_completed", Whole()),
        Column("totalChapters", "chapters_total", Whole()),
        Column("exercisesCompleted", "exercises_completed", Whole()),
        Column("totalExercises", "exercises_total", Whole()),
        Column("averageScore", "average_score_percent", Number(low=0, high=100), is_optional=True),
        Column("startedAt", "started_at", Moment()),
        Column("completedAt", "completed_at", Moment(), is_optional=True),
        Column("lastActivityAt", "last_activity_at", Moment(), is_optional=True),
        *_TIMES,
    ],
)
_SUBMISSION = Table(
    Submission,
    [
        Column("_id", "_id", Identity(collection="submissions")),
        *_PAIR,
        Column("exerciseId", "exercise_id", Key()),
        Column("type", "kind", Word(words=SubmissionKind, default=SubmissionKind.EXERCISE)),
        Column("attempt", "attempt", Whole(low=1, empty=1)),
        Column("content", "content", Text(limit=50_000), is_optional=True),
        Column("submittedAt", "submitted_at", Moment()),
        *_TIMES,
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
    new = _begun(_ENROLLMENT, old, known, parts.findings)
    if new is None:
        return Parts(findings=parts.findings, withheld=True)
    status = status_of(old)
    is_second = known["open_pair"].get(old["_id"]) is not None
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
    new = _begun(_PROGRESS, old, known, parts.findings)
    if new is None or known["pair"].get(old["_id"]) is not None:
        holder = known["pair"].get(old["_id"])
        found = Finding(Sort.CONFLICT, "progress_taken", "courseId", old.get("courseId"), holder)
        return Parts(findings=[*parts.findings, found], withheld=True)
    new["started_at"] = new["started_at"] or new["created_at"]
    parts.documents.append((Progress, new))
    return parts


def split_submission(old: Document, known: Known) -> Parts:
    """Return the submission for an older one, and its grade if it has a score.

    Args:
        old: the predecessor's document.
        known: its student and course, under `student` and `course`.
    """
    parts = Parts()
    new = _begun(_SUBMISSION, old, known, parts.findings)
    is_taken = known["attempt"].get(old["_id"]) is not None
    if new is None or new["exercise_id"] is None or is_taken:
        found = Finding(Sort.CONFLICT, "submission_refused", "exerciseId", old.get("exerciseId"))
        return Parts(findings=[*parts.findings, found], withheld=True)
    new["submitted_at"] = new["submitted_at"] or new["created_at"]
    new["student_name"] = name_of(known["student"].get(new["student_id"]))
    score = number_in(old.get("score"))
    if score is not None:
        new["status"] = SubmissionStatus.GRADED.value
        parts.documents.append((Grade, _grade(new, old, score, known)))
    parts.documents.insert(0, (Submission, new))
    return parts


def _begun(
    table: Table, old: Document, known: Known, findings: list[Finding]
) -> Document | None:
    """Return the new document as far as all three kinds go; None for one of nobody, or nothing."""
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


def _grade(new: Document, old: Document, score: float, known: Known) -> Document:
    return blank_of(Grade) | {
        "_id": ObjectId(derived_id("predecessor", "grade", str(new["_id"]))),
        "created_at": new["updated_at"],
        "updated_at": new["updated_at"],
        "course_id": new["course_id"],
        "course_title": title_of(known["course"].get(new["course_id"])),
        "student_id": new["student_id"],
        "student_name": new["student_name"],
        "submission_id": new["_id"],
        "kind": GradeKind(new["kind"]).value,
        "score_percent": min(max(float(score), 0.0), 100.0),
        "feedback": old["feedback"] if isinstance(old.get("feedback"), str) else "",
        "graded_at": new["updated_at"],
        "released_at": new["updated_at"],
    }


def merge_enrolment(found: Found) -> Document | None:
    """Return the older enrolment; None for one that the predecessor never had a place for."""
    return _merged(_ENROLLMENT, found, Enrollment, "enrollments")


def merge_progress(found: Found) -> Document | None:
    """Return the older progress; None for one that the predecessor never had a place for."""
    return _merged(_PROGRESS, found, Progress, "progress")


def merge_submission(found: Found) -> Document | None:
    """Return the older submission with the score of its grade."""
    old = _merged(_SUBMISSION, found, Submission, "submissions")
    grade = found.one(Grade)
    if old is not None and grade is not None:
        old["score"] = Number().back(grade["score_percent"])
        if grade["feedback"]:
            old["feedback"] = grade["feedback"]
    return old


def _merged(table: Table, found: Found, model: Any, collection: str) -> Document | None:
    new = found.one(model)
    is_derived = new is not None and new["_id"] == _derived(new, model)
    if new is None or is_derived or (found.carried and collection not in found.carried):
        return None
    return table.merge(new)


def _derived(new: Document, model: Any) -> ObjectId:
    kind = "enrollment" if model is Enrollment else "progress"
    pair = (str(new.get("student_id")), str(new.get("course_id")))
    return ObjectId(derived_id("predecessor", kind, *pair))


def _pair(old: Document) -> Any:
    pair = (old.get("studentId"), old.get("courseId"))
    return pair if all(isinstance(key, ObjectId) for key in pair) else None


def _open_pair(old: Document) -> Any:
    is_open = status_of(old) in {EnrollmentStatus.ACTIVE, EnrollmentStatus.PENDING}
    return _pair(old) if is_open else None


def _attempt(old: Document) -> Any:
    keys = (old.get("studentId"), old.get("exerciseId"))
    if not all(isinstance(key, ObjectId) for key in keys):
        return None
    return (*keys, Whole(low=1, empty=1).read(old.get("attempt"), "", []))


_PEOPLE_AND_COURSES = (
    Lookup(
        name="student",
        collection="users",
        keys=lambda old: [old.get("studentId")],
        fields=("profile.firstName", "profile.lastName"),
    ),
    Lookup(
        name="course",
        collection="courses",
        keys=lambda old: [old.get("courseId")],
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
        looks_up=_PEOPLE_AND_COURSES,
        uniques=(
            Unique(
                name="open_pair", fields=("studentId", "courseId", "status"), value=_open_pair
            ),
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
        looks_up=_PEOPLE_AND_COURSES,
        uniques=(Unique(name="pair", fields=("studentId", "courseId"), value=_pair),),
    ),
    CollectionMapping(
        source="submissions",
        names=("submissions",),
        into=(Submission, Grade),
        owns=REST,
        split=split_submission,
        merge=merge_submission,
        finds=(Find(Submission), Find(Grade, path="submission_id")),
        looks_up=_PEOPLE_AND_COURSES,
        uniques=(
            Unique(
                name="attempt", fields=("studentId", "exerciseId", "attempt"), value=_attempt
            ),
        ),
    ),
)
