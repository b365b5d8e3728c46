"""The half-years of the demo school, which tile the year, so that one of them is always now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MARCH_BEGINS, _SEPTEMBER_BEGINS = 2, 9


@dataclass(frozen=True, kw_only=True)
class Term:
    """One half-year.

    Attributes:
        starts_at: first moment.
        ends_at: last moment.
        is_september: whether odd semesters lie in it.
    """

    starts_at: datetime
    ends_at: datetime
    is_september: bool

    @property
    def academic_year(self) -> str:
        """Return the academic year it lies in."""
        first = self.starts_at.year - (0 if self.is_september else 1)
        return f"{first}-{first + 1}"

    def moment(self, share: float) -> datetime:
        """Return the moment at which some share of it is over, from 0 to 1."""
        return self.starts_at + (self.ends_at - self.starts_at) * share


def term_of(at: datetime) -> Term:
    """Return the half-year that a moment lies in."""
    is_september = not _MARCH_BEGINS <= at.month < _SEPTEMBER_BEGINS
    begins = _SEPTEMBER_BEGINS if is_september else _MARCH_BEGINS
    # January belongs to the half-year that began in the September before.
    year = at.year - (1 if at.month < begins else 0)
    ends = (year + 1, _MARCH_BEGINS) if is_september else (year, _SEPTEMBER_BEGINS)
    return Term(
        starts_at=datetime(year, begins, 1, tzinfo=UTC),
        ends_at=datetime(*ends, 1, tzinfo=UTC) - timedelta(hours=1),
        is_september=is_september,
    )


def before(term: Term) -> Term:
    """Return the half-year before one."""
    return term_of(term.starts_at - timedelta(days=1))


def after(term: Term) -> Term:
    """Return the half-year after one."""
    return term_of(term.ends_at + timedelta(days=1))
