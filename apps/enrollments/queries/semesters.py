"""Questions about semesters: figures of a cohort, who is at risk, evaluations and decisions."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from apps.enrollments.data import (
    CohortReport,
    CriteriaChange,
    DecisionData,
    DecisionFilters,
    EvaluationData,
    SemesterProgressData,
)
from apps.enrollments.models import Cohort, SemesterProgress, ValidationDecision
from apps.enrollments.queries.cohorts import CohortNotFoundError
from apps.enrollments.queries.finding import find_by_id, narrowed
from apps.enrollments.queries.visibility import cohorts_within, records_within, scope_for
from apps.enrollments.rules import reading, validation
from apps.enrollments.rules.criteria import criteria_for
from apps.enrollments.rules.figures import Band, band_of
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page

_FULL = 100


class DecisionNotFoundError(NotFoundError):
    """There is no such decision, or none that the viewer may see."""


class SemesterProgressNotFoundError(NotFoundError):
    """The student has no record in the cohort."""


@query
def get_semester_progress(*, student_id: str, cohort_id: str) -> SemesterProgressData:
    """Return how a student does in a cohort.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort.

    Returns:
        The record.

    Raises:
        SemesterProgressNotFoundError: if the student was never in the cohort.
    """
    return find_record(student_id=student_id, cohort_id=cohort_id).to_data()


@query
def find_current_semester_progress(*, student_id: str) -> SemesterProgressData | None:
    """Return how a student does in the present cohort.

    Args:
        student_id: id of the account.

    Returns:
        The newest running record; None for a student in no cohort.
    """
    running = SemesterProgress.objects.filter(student_id=to_object_id(student_id), is_running=True)
    record = running.order_by("-created_at", "-id").first()
    return record.to_data() if record is not None else None


@query
def list_semester_progress(
    *, viewer: Actor, cohort_id: str, ordering: Sequence[str], window: Window
) -> Page[SemesterProgressData]:
    """Return how the students of a cohort do, for those who look after it.

    Args:
        viewer: who asks.
        cohort_id: id of the cohort.
        ordering: columns.
        window: which part.

    Returns:
        A page of records.

    Raises:
        NotForYouError: for students.
        CohortNotFoundError: if there is none, or it is not the viewer's to see.
    """
    reading.check_reads_figures_of_others(viewer)
    cohort = find_by_id(cohorts_within(scope_for(viewer)), cohort_id, missing=CohortNotFoundError)
    rows = SemesterProgress.objects.filter(cohort_id=cohort.pk)
    return keyset_page(rows, ordering=ordering, window=window, to_data=SemesterProgress.to_data)


@query
def list_at_risk(*, cohort_id: str) -> tuple[SemesterProgressData, ...]:
    """Return the students of a cohort whom somebody should look after, furthest behind first.

    Args:
        cohort_id: id of the cohort.

    Returns:
        Their records: of a class, so seldom more than some dozens.
    """
    rows = SemesterProgress.objects.filter(cohort_id=to_object_id(cohort_id), is_at_risk=True)
    return tuple(row.to_data() for row in rows.order_by("overall_progress_percent", "id"))


@query
def get_cohort_report(*, cohort_id: str) -> CohortReport:
    """Return how a cohort does as a whole.

    Args:
        cohort_id: id of the cohort.

    Returns:
        The report, over all records of the cohort; all zero where there is none.
    """
    rows = SemesterProgress.objects.filter(cohort_id=to_object_id(cohort_id)).values_list(
        "overall_progress_percent", "attendance_rate_percent"
    )
    figures = list(rows)
    bands = [
        band_of(overall_progress_percent=overall, attendance_rate_percent=rate)
        for overall, rate in figures
    ]
    return CohortReport(
        cohort_id=cohort_id,
        students=len(figures),
        average_progress_percent=_mean([overall for overall, _ in figures]),
        average_attendance_percent=_mean([rate for _, rate in figures]),
        completion_percent=_mean([_FULL * (overall >= _FULL) for overall, _ in figures]),
        excelling=bands.count(Band.EXCELLING),
        on_track=bands.count(Band.ON_TRACK),
        at_risk=bands.count(Band.AT_RISK),
    )


@query
def evaluate_semester(
    *, student_id: str, cohort_id: str, criteria: CriteriaChange | None = None
) -> EvaluationData:
    """Return what the rule advises for a student's semester; nothing is decided by it.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort.
        criteria: criteria for this evaluation; missing ones are the cohort's, else the school's.

    Returns:
        The evaluation, on figures computed for it.

    Raises:
        SemesterProgressNotFoundError: if the student was never in the cohort.
        InvalidCriteriaError: if a criterion is out of bounds.
    """
    record = find_record(student_id=student_id, cohort_id=cohort_id)
    cohort = Cohort.objects.filter(pk=record.cohort_id).first()
    settings = cohort.settings.to_data() if cohort is not None else None
    asked = criteria_for(custom=criteria, settings=settings)
    basis = validation.basis_of(criteria=asked, figures=record.compute_figures())
    found = validation.evaluate(basis)
    return EvaluationData(
        student_id=student_id,
        cohort_id=cohort_id,
        semester=record.semester,
        criteria=asked,
        basis=basis,
        is_grade_met=found.is_grade_met,
        is_attendance_met=found.is_attendance_met,
        is_courses_met=found.is_courses_met,
        score=found.score,
        recommendation=found.recommendation,
    )


@query
def list_decisions(
    *, viewer: Actor, filters: DecisionFilters, ordering: Sequence[str], window: Window
) -> Page[DecisionData]:
    """Return the decisions that somebody may see: own ones, or those in cohorts taught.

    Args:
        viewer: who asks.
        filters: what to narrow the list to.
        ordering: columns.
        window: which part.

    Returns:
        A page of decisions.

    Raises:
        NotForYouError: if nobody is signed in.
    """
    seen = records_within(ValidationDecision.objects.all(), scope_for(viewer))
    to_data = _shown_to(viewer)
    return keyset_page(narrowed(seen, filters), ordering=ordering, window=window, to_data=to_data)


@query
def get_decision(*, viewer: Actor, decision_id: str) -> DecisionData:
    """Return a decision.

    Args:
        viewer: who asks.
        decision_id: id of the decision.

    Returns:
        The decision.

    Raises:
        DecisionNotFoundError: if there is none, or it is not the viewer's to see.
    """
    seen = records_within(ValidationDecision.objects.all(), scope_for(viewer))
    decision = find_by_id(seen, decision_id, missing=DecisionNotFoundError)
    return _shown_to(viewer)(decision)


def find_record(*, student_id: str, cohort_id: str) -> SemesterProgress:
    """Return the record of a student in a cohort; for this app's own operations.

    Args:
        student_id: id of the account.
        cohort_id: id of the cohort.

    Returns:
        The document.

    Raises:
        SemesterProgressNotFoundError: if the student was never in the cohort.
    """
    record = SemesterProgress.objects.filter(
        student_id=to_object_id(student_id), cohort_id=to_object_id(cohort_id)
    ).first()
    if record is None:
        raise SemesterProgressNotFoundError(f"{student_id} was never in cohort {cohort_id}.")
    return record


def _mean(values: Sequence[int]) -> float:
    return round(sum(values) / len(values), 1) if values else 0.0


def _shown_to(viewer: Actor) -> Callable[[ValidationDecision], DecisionData]:
    if reading.sees_notes(viewer):
        return ValidationDecision.to_data
    return lambda decision: replace(decision.to_data(), notes="")
