"""Decisions on semesters."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import (
    CriteriaChange,
    ValidationOutcome,
    ValidationStatus,
)
from apps.enrollments.models import (
    Cohort,
    DecisionBasis,
    SemesterProgress,
    ValidationCriteria,
    ValidationDecision,
)
from apps.enrollments.models.keys import key_of
from apps.enrollments.queries.semesters import find_record
from apps.enrollments.rules import validation as rules
from apps.enrollments.rules.criteria import criteria_for
from apps.enrollments.rules.membership import check_number, raise_refusals
from yggdrasil.cqrs.command import command
from yggdrasil.errors import FieldError
from yggdrasil.ids import to_object_id


@command(allow=is_office)
def decide_validation(
    *,
    student_id: str,
    cohort_id: str,
    outcome: ValidationOutcome,
    reason: str = "",
    notes: str = "",
    criteria: CriteriaChange | None = None,
    decided_by_id: str | None = None,
    at: datetime,
) -> str:
    """Decide on a student's semester, on the figures of this moment.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort.
        outcome: validated, conditional or failed, whatever the rule advises.
        reason: why, for the student, at most 1,000 characters.
        notes: for staff, at most 500 characters.
        criteria: criteria of this decision; missing ones are the cohort's, else the school's.
        decided_by_id: who decides; None for the system.
        at: now.

    Returns:
        The id of the decision.

    Raises:
        SemesterProgressNotFoundError: if the student was never in the cohort.
        ValidationClosedError: if the semester is validated already.
        InvalidCriteriaError: if a criterion is out of bounds.
    """
    record = find_record(student_id=student_id, cohort_id=cohort_id)
    rules.check_can_decide(status=ValidationStatus(record.validation_status))
    rules.check_words(reason=reason, notes=notes)
    decision = _decision(record, outcome, criteria=criteria, at=at)
    decision.reason = reason
    decision.notes = notes
    decision.decided_by_id = key_of(decided_by_id)
    events.validation_decided.send(sender=decision, payload=_decided(decision))
    decision.save(force_insert=True)
    _note(record, decision)
    return str(decision.pk)


@command(allow=is_office)
def decide_validations(
    *,
    student_ids: Sequence[str],
    cohort_id: str,
    outcome: ValidationOutcome,
    reason: str = "",
    notes: str = "",
    criteria: CriteriaChange | None = None,
    decided_by_id: str | None = None,
    at: datetime,
) -> tuple[str, ...]:
    """Decide alike on the semester of several students, of all of them or of none.

    Args:
        student_ids: ids of accounts, 1 to 500.
        cohort_id: id of the cohort.
        outcome: validated, conditional or failed.
        reason: why, for the students.
        notes: for staff.
        criteria: criteria of these decisions; missing ones are the cohort's, else the school's.
        decided_by_id: who decides; None for the system.
        at: now.

    Returns:
        Ids of the decisions, in the order of the students.

    Raises:
        InvalidStudentsError: if nobody is named, or more than 500 are.
        MembersRefusedError: with one reason per student whose semester cannot be decided.
        InvalidCriteriaError: if a criterion is out of bounds.
    """
    check_number(student_ids)
    _check_can_decide_all(student_ids, cohort_id)
    return tuple(
        decide_validation(
            student_id=student_id,
            cohort_id=cohort_id,
            outcome=outcome,
            reason=reason,
            notes=notes,
            criteria=criteria,
            decided_by_id=decided_by_id,
            at=at,
        )
        for student_id in student_ids
    )


def _decision(
    record: SemesterProgress,
    outcome: ValidationOutcome,
    *,
    criteria: CriteriaChange | None,
    at: datetime,
) -> ValidationDecision:
    cohort = Cohort.objects.filter(pk=record.cohort_id).first()
    asked = criteria_for(
        custom=criteria, settings=cohort.settings.to_data() if cohort is not None else None
    )
    record.criteria = ValidationCriteria.of(asked)
    basis = rules.basis_of(criteria=asked, figures=record.compute_figures())
    return ValidationDecision(
        cohort_id=record.cohort_id,
        student_id=record.student_id,
        student_name=record.student_name,
        semester=record.semester,
        outcome=outcome.value,
        basis=DecisionBasis.of(basis),
        decided_at=at,
        next_semester=rules.target_after(outcome, semester=record.semester),
        is_retake_required=outcome is ValidationOutcome.FAILED,
    )


def _note(record: SemesterProgress, decision: ValidationDecision) -> None:
    outcome = ValidationOutcome(decision.outcome)
    record.validation_status = rules.status_after(outcome).value
    record.target_semester = decision.next_semester
    record.validation_due_at = None
    record.milestones.last_validation_attempt_at = decision.decided_at
    if outcome is ValidationOutcome.VALIDATED:
        record.milestones.semester_validated_at = decision.decided_at
    record.save()


def statuses_of(student_ids: Sequence[str], cohort_id: str) -> dict[str, ValidationStatus]:
    """Return where the validation of those students stands who have a record in the cohort."""
    records = SemesterProgress.objects.filter(
        cohort_id=to_object_id(cohort_id), student_id__in=list(map(to_object_id, student_ids))
    )
    return {str(one.student_id): ValidationStatus(one.validation_status) for one in records}


def _check_can_decide_all(student_ids: Sequence[str], cohort_id: str) -> None:
    statuses = statuses_of(student_ids, cohort_id)
    refusals = [
        FieldError(field=f"student_ids.{place}", message=refusal[1], code=refusal[0])
        for place, student_id in enumerate(student_ids)
        if (refusal := rules.refusal_to_decide(statuses.get(student_id)))
    ]
    raise_refusals(refusals, of=len(student_ids))


def _decided(decision: ValidationDecision) -> events.ValidationDecided:
    data = decision.to_data()
    return events.ValidationDecided(
        decision_id=data.id,
        cohort_id=data.cohort_id,
        student_id=data.student_id,
        semester=data.semester,
        outcome=data.outcome,
        next_semester=data.next_semester,
        decided_by_id=data.decided_by_id,
        at=data.decided_at,
    )
