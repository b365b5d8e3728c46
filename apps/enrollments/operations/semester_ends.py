"""The end of a semester: decisions asked for, taken automatically, and the step to the next one."""

from collections.abc import Sequence
from datetime import datetime

from bson import ObjectId

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.data import (
    CohortStatus,
    LeavingReason,
    Recommendation,
    ValidationOutcome,
    ValidationStatus,
)
from apps.enrollments.models import Cohort, SemesterProgress
from apps.enrollments.operations.membership import move_students
from apps.enrollments.operations.validation import (
    decide_validation,
    statuses_of,
)
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.neighbours import list_students
from apps.enrollments.rules import ladder, validation as rules
from apps.enrollments.rules.criteria import criteria_for
from apps.enrollments.rules.membership import check_number, raise_refusals
from yggdrasil.cqrs.command import command
from yggdrasil.errors import FieldError, NotFoundError


class NextCohortNotFoundError(NotFoundError):
    """There is no draft or active cohort for the next semester yet: open one first."""


@command(allow=is_office)
def request_validations(*, cohort_id: str, at: datetime) -> int:
    """Ask for a decision on every running semester of a cohort that has ended.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Returns:
        For how many students it was asked now; those asked for before are passed over.

    Raises:
        CohortNotFoundError: if there is none.
    """
    return len(_request_due(cohort_id, at=at))


@command(allow=is_office)
def end_semester(*, cohort_id: str, at: datetime) -> int:
    """Ask for the decisions that a cohort's end makes due, and take those that need nobody.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Returns:
        How many students wait for somebody to decide from now on.

    Raises:
        CohortNotFoundError: if there is none.
    """
    requested = _request_due(cohort_id, at=at)
    validate_automatically(cohort_id=cohort_id, at=at)
    return SemesterProgress.objects.filter(
        pk__in=requested, validation_status=ValidationStatus.PENDING.value
    ).count()


@command(allow=is_office)
def validate_automatically(*, cohort_id: str, at: datetime) -> int:
    """Validate every pending semester of a cohort that meets all criteria, where it wants that.

    Args:
        cohort_id: id of the cohort.
        at: now.

    Returns:
        How many were validated; the others wait for somebody to decide.

    Raises:
        CohortNotFoundError: if there is none.
    """
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    if not cohort.settings.is_auto_validated:
        return 0
    pending = SemesterProgress.objects.filter(
        cohort_id=cohort.pk, validation_status=ValidationStatus.PENDING.value
    )
    passing = [record for record in pending if _is_approved(record, cohort)]
    for record in passing:
        decide_validation(
            student_id=str(record.student_id),
            cohort_id=cohort_id,
            outcome=ValidationOutcome.VALIDATED,
            reason="All criteria of the cohort are met.",
            at=at,
        )
    return len(passing)


@command(allow=is_office)
def progress_students(*, student_ids: Sequence[str], cohort_id: str, at: datetime) -> str:
    """Let students go on to the cohort of the next semester; their records in this one stay.

    Args:
        student_ids: ids of accounts, 1 to 500.
        cohort_id: id of the cohort whose semester they have validated.
        at: now.

    Returns:
        The id of the next cohort.

    Raises:
        InvalidStudentsError: if nobody is named, or more than 500 are.
        CohortNotFoundError: if there is no such cohort.
        MembersRefusedError: with one reason per student whose semester is not validated, who is
            not in the cohort any more, or may not join the next; then none goes on.
        NextCohortNotFoundError: if there is no draft or active cohort for the next semester, or
            this one is the last.
        CohortIsFullError: if the next cohort has not room for all; then none goes on.
    """
    check_number(student_ids)
    students = list_students(student_ids)
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    statuses = statuses_of(student_ids, cohort_id)
    raise_refusals(
        [
            FieldError(field=f"student_ids.{place}", message=refusal[1], code=refusal[0])
            for place, one in enumerate(student_ids)
            if (refusal := rules.refusal_to_progress(statuses.get(one), cohort.semester))
        ],
        of=len(student_ids),
    )
    target = _next_cohort(cohort)
    move_students(
        students,
        cohort_id=cohort_id,
        to_cohort_id=str(target.pk),
        reason=LeavingReason.PROGRESSED,
        at=at,
    )
    return str(target.pk)


def _request_due(cohort_id: str, *, at: datetime) -> list[ObjectId]:
    cohort = find_by_id(Cohort, cohort_id, missing=CohortNotFoundError)
    records = SemesterProgress.objects.filter(
        cohort_id=cohort.pk,
        is_running=True,
        validation_status=ValidationStatus.NOT_REQUIRED.value,
    )
    due = [
        record
        for record in records
        if rules.is_due(
            status=ValidationStatus(record.validation_status), ends_at=cohort.ends_at, at=at
        )
    ]
    for record in due:
        _request(record, at=at)
    return [record.pk for record in due]


def _request(record: SemesterProgress, *, at: datetime) -> None:
    record.validation_status = ValidationStatus.PENDING.value
    record.validation_due_at = at + rules.DECISION_TIME
    events.validation_requested.send(
        sender=record,
        payload=events.ValidationRequested(
            cohort_id=str(record.cohort_id),
            student_id=str(record.student_id),
            semester=record.semester,
            due_at=record.validation_due_at,
            at=at,
        ),
    )
    record.save()


def _is_approved(record: SemesterProgress, cohort: Cohort) -> bool:
    asked = criteria_for(settings=cohort.settings.to_data())
    basis = rules.basis_of(criteria=asked, figures=record.compute_figures())
    return rules.evaluate(basis).recommendation is Recommendation.APPROVE


def _next_cohort(cohort: Cohort) -> Cohort:
    semester = ladder.next_semester(cohort.semester) or cohort.semester
    year = ladder.academic_year_of_next(
        semester=cohort.semester, academic_year=cohort.academic_year
    )
    candidates = list(
        Cohort.objects.filter(
            semester=semester,
            academic_year=year,
            status__in=[CohortStatus.DRAFT.value, CohortStatus.ACTIVE.value],
        ).order_by("starts_at", "id")
    )
    same = [one for one in candidates if one.settings.department == cohort.settings.department]
    if not candidates:
        raise NextCohortNotFoundError(
            f"There is no draft or active cohort of semester {semester} in {year}: open one."
        )
    return (same or candidates)[0]
