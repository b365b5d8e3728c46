"""The ladder of semesters, S1 to S10, and the years and intakes they lie in."""

from apps.enrollments.data import Intake

FIRST_SEMESTER = 1
LAST_SEMESTER = 10

_YEAR_DIGITS = 4


def intake_of(semester: int) -> Intake:
    """Return when in the year a semester begins.

    Args:
        semester: 1 to 10.

    Returns:
        September for odd semesters, March for even ones.
    """
    return Intake.SEPTEMBER if semester % 2 else Intake.MARCH


def is_academic_year(text: str) -> bool:
    """Return whether the text names two years in a row, as in `2025-2026`."""
    first, dash, second = text.partition("-")
    is_plain = all(
        len(year) == _YEAR_DIGITS and year.isascii() and year.isdigit() for year in (first, second)
    )
    return bool(dash) and is_plain and int(second) == int(first) + 1


def next_semester(semester: int) -> int | None:
    """Return the semester after one.

    Args:
        semester: 1 to 10.

    Returns:
        The next; None after the tenth, which is the last.
    """
    return semester + 1 if FIRST_SEMESTER <= semester < LAST_SEMESTER else None


def academic_year_of_next(*, semester: int, academic_year: str) -> str:
    """Return the academic year in which the next semester lies.

    Args:
        semester: the present one, 1 to 10.
        academic_year: the present one, `YYYY-YYYY`.

    Returns:
        The same year after a September semester, the following one after a March semester.

    Source: predecessor, promotion service.
    """
    if semester % 2:
        return academic_year
    first, second = map(int, academic_year.split("-"))
    return f"{first + 1}-{second + 1}"
