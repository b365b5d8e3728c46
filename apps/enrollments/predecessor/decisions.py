"""The validation history within the predecessor's progress rows: decisions, in both directions."""

from collections.abc import Iterator

from bson import ObjectId

from apps.enrollments.data import ValidationOutcome
from apps.enrollments.models import DecisionBasis, ValidationDecision
from apps.enrollments.predecessor.people import SYSTEM
from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Key
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping.numbers import Number, Whole
from yggdrasil.cutover.mapping.table import Column, Part, Table
from yggdrasil.ids import derived_key

_BASIS = Table(
    DecisionBasis,
    [
        Column("minGrade", "min_grade_percent", Number(empty=60)),
        Column("minAttendance", "min_attendance_percent", Number(empty=70)),
        Column("coursesRequired", "courses_required", Whole(empty=1)),
        Column("coursesCompleted", "courses_completed", Whole()),
        Column("actualGrade", "actual_grade_percent", Number(), is_optional=True),
        Column("actualAttendance", "actual_attendance_percent", Number(empty=0)),
    ],
)
_DECISION = Table(
    ValidationDecision,
    [
        Column("validatedAt", "decided_at", Moment()),
        Column("validatorId", "decided_by_id", Key()),
        Column("status", "outcome", Word(words=ValidationOutcome, default="conditional")),
        Column("reason", "reason", Text(limit=1000), is_optional=True),
        Column("criteria", "basis", Part(table=_BASIS)),
        Column(
            "nextSemester", "next_semester", Whole(low=1, high=10, empty=None), is_optional=True
        ),
        Column("retakeRequired", "is_retake_required", Flag()),
        Column("notes", "notes", Text(limit=500), is_optional=True),
    ],
)


def split_decisions(row: Document, record: Document, findings: list[Finding]) -> Iterator[Document]:
    """Return the decisions of a progress row.

    Args:
        row: the predecessor's document.
        record: ours, for cohort, student and semester.
        findings: irregularities so far, added to.

    Yields:
        One decision an entry; those of the system have no author.
    """
    history = row.get("validationHistory")
    entries = history if isinstance(history, list) else []
    for place, entry in enumerate(it for it in entries if isinstance(it, dict)):
        mark = len(findings)
        decision = _DECISION.split(entry, findings)
        if decision["decided_by_id"] == SYSTEM:
            decision["decided_by_id"] = None
            findings.append(repaired("system_id", "validatorId", SYSTEM, None))
        findings[mark:] = [
            it._replace(field=f"validationHistory.{place}.{it.field}") for it in findings[mark:]
        ]
        decided = decision["decided_at"] or record["updated_at"]
        yield decision | {
            "_id": _key(record, place),
            "cohort_id": record["cohort_id"],
            "student_id": record["student_id"],
            "student_name": record["student_name"],
            "semester": record["semester"],
            "decided_at": decided,
            "created_at": decided,
            "updated_at": decided,
        }


def merge_decisions(decisions: list[Document]) -> list[Document]:
    """Return the validation history for decisions.

    Args:
        decisions: of one student and cohort.

    Returns:
        Entries, oldest first; the system signs with 24 zeros.
    """
    ordered = sorted(decisions, key=lambda decision: (decision["decided_at"], decision["_id"]))
    return [
        {"_id": decision["_id"], "validatorId": SYSTEM, **_DECISION.merge(decision)}
        for decision in ordered
    ]


def _key(record: Document, place: int) -> ObjectId:
    # Not the entry's own `_id`: the predecessor may give the same one to many rows.
    return derived_key("predecessor", "decision", str(record["_id"]), str(place))
