"""Cohorts: what one may look like, and how it lives."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from apps.enrollments.data import CohortPlan, CohortSettingsData, CohortStatus
from apps.enrollments.rules.ladder import (
    FIRST_SEMESTER,
    LAST_SEMESTER,
    intake_of,
    is_academic_year,
)
from yggdrasil.errors import ConflictError, FieldError, InvalidError

MOST_COURSES = 50

_NAME_LENGTH = 200
_SETTING_BOUNDS = {
    "capacity": (1, 500),
    "min_grade_percent": (0, 100),
    "min_attendance_percent": (0, 100),
    "courses_required": (0, 20),
}
_SETTING_LENGTHS = {"level": 50, "department": 100, "description": 500}

# What may follow what. An archived cohort is history.
_STEPS: dict[CohortStatus, frozenset[CohortStatus]] = {
    CohortStatus.DRAFT: frozenset({CohortStatus.ACTIVE, CohortStatus.ARCHIVED}),
    CohortStatus.ACTIVE: frozenset({CohortStatus.COMPLETED}),
    CohortStatus.COMPLETED: frozenset({CohortStatus.ACTIVE, CohortStatus.ARCHIVED}),
    CohortStatus.ARCHIVED: frozenset(),
}

# A student may be in one of these at a time, and may join only these.
RUNNING = frozenset({CohortStatus.DRAFT, CohortStatus.ACTIVE})


class InvalidCohortError(InvalidError):
    """A cohort cannot look like that."""


class CohortStatusError(ConflictError):
    """The cohort is not in a status that allows this."""


class CohortHasMembersError(ConflictError):
    """The cohort has, or had, members; archive it instead of removing their history."""


class CohortIsDecidedError(ConflictError):
    """A decision on the cohort's semester was taken, so it cannot become another semester."""


def check_plan(plan: CohortPlan) -> None:
    """Return if a cohort may look like that.

    Args:
        plan: what somebody lays down.

    Raises:
        InvalidCohortError: naming each field that is wrong.

    Source: predecessor, promotion model: the end follows the start, the academic year spans two
        years in a row, odd semesters begin in September and even ones in March.
    """
    faults = (*_plan_faults(plan), *_setting_faults(plan.settings))
    if faults:
        raise InvalidCohortError(" ".join(fault.message for fault in faults), errors=faults)


def check_step(*, status: CohortStatus, to: CohortStatus) -> None:
    """Return if a cohort may go from one status to another.

    Args:
        status: where it stands.
        to: where it is to go.

    Raises:
        CohortStatusError: if it may not.
    """
    if to not in _STEPS[status]:
        raise CohortStatusError(f"A cohort that is {status.value} cannot become {to.value}.")


def check_can_activate(*, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    """Return if a cohort may begin.

    Args:
        starts_at: first moment.
        ends_at: last moment.
        at: now.

    Raises:
        CohortStatusError: if it is over before it begins.
    """
    if ends_at <= at:
        raise CohortStatusError(
            f"A cohort that lasts from {starts_at:%Y-%m-%d} to {ends_at:%Y-%m-%d} is over: "
            "change its dates first."
        )


def check_can_change(*, status: CohortStatus) -> None:
    """Return if a cohort may be changed.

    Args:
        status: where it stands.

    Raises:
        CohortStatusError: if it is archived.
    """
    if status is CohortStatus.ARCHIVED:
        raise CohortStatusError("An archived cohort is history: nothing in it changes.")


def check_can_become(*, semester: int, was: int, decisions: int) -> None:
    """Return if a cohort may be of this semester from now on.

    Args:
        semester: the semester it is to take together.
        was: the one it takes now.
        decisions: decisions taken on the students of this cohort.

    Raises:
        CohortIsDecidedError: if it is another one, and a decision says which it was.
    """
    if semester != was and decisions:
        raise CohortIsDecidedError(
            f"{decisions} decisions were taken on semester {was}: it cannot become {semester}."
        )


def check_can_delete(*, memberships: int) -> None:
    """Return if a cohort may be removed.

    Args:
        memberships: memberships it has or had.

    Raises:
        CohortHasMembersError: if there is one.
    """
    if memberships:
        raise CohortHasMembersError(
            f"The cohort has, or had, {memberships} members: archive it instead."
        )


def check_courses(course_ids: Sequence[str]) -> None:
    """Return if a cohort may have these courses.

    Args:
        course_ids: ids of courses.

    Raises:
        InvalidCohortError: if there are more than 50, or one twice.
    """
    if len(course_ids) > MOST_COURSES:
        raise InvalidCohortError(f"A cohort has at most {MOST_COURSES} courses.")
    if len(set(course_ids)) < len(course_ids):
        raise InvalidCohortError("A course is named twice.")


def _plan_faults(plan: CohortPlan) -> Iterator[FieldError]:
    if not 1 <= len(plan.name.strip()) <= _NAME_LENGTH:
        yield FieldError(field="name", message=f"A name has 1 to {_NAME_LENGTH} characters.")
    if not FIRST_SEMESTER <= plan.semester <= LAST_SEMESTER:
        yield FieldError(field="semester", message="There are semesters 1 to 10.")
    elif plan.intake is not intake_of(plan.semester):
        intake = intake_of(plan.semester).value.capitalize()
        yield FieldError(field="intake", message=f"Semester {plan.semester} begins in {intake}.")
    if not is_academic_year(plan.academic_year):
        message = "An academic year names two years in a row, as in 2025-2026."
        yield FieldError(field="academic_year", message=message)
    if plan.ends_at <= plan.starts_at:
        yield FieldError(field="ends_at", message="A cohort ends after it starts.")


def _setting_faults(settings: CohortSettingsData) -> Iterator[FieldError]:
    for name, (least, most) in _SETTING_BOUNDS.items():
        value = getattr(settings, name)
        if value is not None and not least <= value <= most:
            message = f"{name} is from {least} to {most}."
            yield FieldError(field=f"settings.{name}", message=message, code="out_of_range")
    for name, length in _SETTING_LENGTHS.items():
        if len(getattr(settings, name)) > length:
            message = f"{name} has at most {length} characters."
            yield FieldError(field=f"settings.{name}", message=message, code="too_long")
