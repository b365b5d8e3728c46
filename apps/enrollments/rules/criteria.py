"""What a semester asks of a student: the custom, the cohort's and the school's criteria."""

from dataclasses import asdict

from apps.enrollments.data import CohortSettingsData, CriteriaChange, CriteriaData
from yggdrasil.errors import InvalidError

_MOST_PERCENT = 100
_MOST_COURSES = 50


class InvalidCriteriaError(InvalidError):
    """No semester can ask that."""


def criteria_for(
    *, custom: CriteriaChange | None = None, settings: CohortSettingsData | None = None
) -> CriteriaData:
    """Return the criteria that hold: each the custom one, else the cohort's, else the school's.

    Args:
        custom: criteria given for this evaluation; missing ones fall back.
        settings: what the cohort lays down.

    Returns:
        Complete criteria.

    Raises:
        InvalidCriteriaError: if one is out of bounds.

    Source: predecessor, semester validation service, by its intent: there a missing custom
        criterion was compared as "undefined", so that every check failed, and what the cohort laid
        down was never read.
    """
    of_cohort = {
        name: getattr(settings, name, None)
        for name in ("min_grade_percent", "min_attendance_percent", "courses_required")
    }
    if settings is not None and settings.is_auto_validated:
        of_cohort["is_auto_validated"] = True
    given = asdict(custom or CriteriaChange())
    known = {
        name: value if value is not None else of_cohort.get(name) for name, value in given.items()
    }
    criteria = CriteriaData(**{name: v for name, v in known.items() if v is not None})
    _check_criteria(criteria)
    return criteria


def _check_criteria(criteria: CriteriaData) -> None:
    are_percents = all(
        0 <= percent <= _MOST_PERCENT
        for percent in (criteria.min_grade_percent, criteria.min_attendance_percent)
    )
    if not are_percents or not 0 <= criteria.courses_required <= _MOST_COURSES:
        raise InvalidCriteriaError(
            f"Criteria are percents from 0 to 100, and 0 to {_MOST_COURSES} courses: {criteria}."
        )
