"""Submissions of the predecessor's older design, and the grades within them."""

from typing import Any

from bson import ObjectId

from apps.enrollments.data import GradeKind, SubmissionKind, SubmissionStatus
from apps.enrollments.models import Grade, Submission
from apps.enrollments.predecessor.older import PAIR, PEOPLE_AND_COURSES, TIMES, begun, merged
from apps.enrollments.predecessor.people import name_of
from apps.enrollments.predecessor.standings import title_of
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity, Key
from yggdrasil.cutover.mapping.kinds import Moment, Text, Word
from yggdrasil.cutover.mapping.numbers import Number, Whole, number_in
from yggdrasil.cutover.mapping.table import Column, Table, blank_of
from yggdrasil.ids import derived_key

_SUBMISSION = Table(
    Submission,
    [
        Column("_id", "_id", Identity(collection="submissions")),
        *PAIR,
        Column("exerciseId", "exercise_id", Key()),
        Column("type", "kind", Word(words=SubmissionKind, default=SubmissionKind.EXERCISE)),
        Column("attempt", "attempt", Whole(low=1, empty=1)),
        Column("content", "content", Text(limit=50_000), is_optional=True),
        Column("submittedAt", "submitted_at", Moment()),
        *TIMES,
    ],
)


def split_submission(old: Document, known: Known) -> Parts:
    """Return the submission for an older one, and its grade if it has a score.

    Args:
        old: the predecessor's document.
        known: its student and course, under `student` and `course`.
    """
    parts = Parts()
    new = begun(_SUBMISSION, old, known, parts.findings)
    is_taken = old["_id"] in known["attempt"]
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


def merge_submission(found: Found) -> Document | None:
    """Return the older submission with the score of its grade."""
    old = merged(_SUBMISSION, found, Submission, "submissions")
    grade = found.one(Grade)
    if old is not None and grade is not None:
        old["score"] = Number().back(grade["score_percent"])
        if grade["feedback"]:
            old["feedback"] = grade["feedback"]
    return old


def _grade(new: Document, old: Document, score: float, known: Known) -> Document:
    return blank_of(Grade) | {
        "_id": derived_key("predecessor", "grade", str(new["_id"])),
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


def _attempt(old: Document) -> Any:
    keys = (old.get("studentId"), old.get("exerciseId"))
    if not all(isinstance(key, ObjectId) for key in keys):
        return None
    return (*keys, Whole(low=1, empty=1).read(old.get("attempt"), "", []))


SUBMISSIONS = CollectionMapping(
    source="submissions",
    names=("submissions",),
    into=(Submission, Grade),
    owns=REST,
    split=split_submission,
    merge=merge_submission,
    finds=(Find(Submission), Find(Grade, path="submission_id")),
    looks_up=PEOPLE_AND_COURSES,
    uniques=(
        Unique(name="attempt", fields=("studentId", "exerciseId", "attempt"), value=_attempt),
    ),
)
