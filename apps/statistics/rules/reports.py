"""What a report may be asked about."""

from collections.abc import Mapping
from datetime import timedelta

from apps.statistics.data import ReportKind
from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.ids import to_object_id

# How long a finished report can be read.
KEPT = timedelta(days=30)
MAX_ROWS = 5_000
MAX_REASON = 500

_PARAMETERS: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.SCHOOL_OVERVIEW: (),
    ReportKind.COURSE_OUTCOMES: (),
    ReportKind.COHORT_ATTENDANCE: ("cohort_id",),
}


class InvalidReportError(InvalidError):
    """The report is asked for without what it is about, or with more."""


def check_parameters(kind: ReportKind, parameters: Mapping[str, str]) -> None:
    """Return if a report may be asked for so.

    Args:
        kind: what it tells.
        parameters: what it is about; ids by name.

    Raises:
        InvalidReportError: if a parameter is missing or unknown.
        InvalidIdError: if an id is none.
    """
    needed = set(_PARAMETERS[kind])
    wrong = sorted(needed ^ set(parameters))
    if wrong:
        raise InvalidReportError(
            f"{kind.value} is about: {', '.join(sorted(needed)) or 'nothing in particular'}.",
            errors=tuple(
                FieldError(field=f"parameters.{name}", message="Missing or unknown.")
                for name in wrong
            ),
        )
    for value in parameters.values():
        to_object_id(value)
