"""Days of the demo school's months on the school's wall clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from apps.planning.data import RecurrenceData, RecurrencePattern
from apps.planning.queries.series import school_zone

_AROUND = timedelta(days=14)
# Nobody is at school from Christmas Eve to the second day of the year.
_JANUARY, _DECEMBER = 1, 12
_BEGIN_OF_JANUARY, _END_OF_DECEMBER = 3, 23
_FRIDAY = 5


def months_around(at: datetime) -> Iterator[date]:
    """Yield the first days of the months that lie around a moment.

    Args:
        at: the moment; some days before and after it there is always something to see.
    """
    here = at.astimezone(school_zone()).date()
    yield from sorted({day.replace(day=1) for day in (here - _AROUND, here + _AROUND)})


def moment(day: date, hour: int) -> datetime:
    """Return an hour of a day, 0 to 23."""
    local = datetime.combine(day, time(hour), tzinfo=school_zone())
    return local.astimezone(UTC)


def first_of(month: date, weekday: int) -> date:
    """Return the first Monday (1) to Sunday (7) of a month on which the school is open.

    Args:
        month: its first day.
        weekday: ISO weekday.
    """
    begin = _begin_of(month)
    return begin + timedelta(days=(weekday - begin.isoweekday()) % 7)


def last_of(month: date) -> date:
    """Return the last day of a month on which the school is open.

    Args:
        month: its first day.
    """
    if month.month == _DECEMBER:
        return month.replace(day=_END_OF_DECEMBER)
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def school_day(month: date, number: int) -> date:
    """Return the first day from Monday to Friday after some day; the month's last, if none is left.

    Args:
        month: its first day.
        number: day of the month; the answer may be that day itself.
    """
    begin, end = _begin_of(month), last_of(month)
    days = (begin + timedelta(days=passed) for passed in range((end - begin).days + 1))
    workdays = [day for day in days if day.isoweekday() <= _FRIDAY]
    return next((day for day in workdays if day.day >= number), workdays[-1])


def weekly_in(month: date) -> RecurrenceData:
    """Return the recurrence of what takes place each week until a month ends.

    Args:
        month: its first day.
    """
    until = moment(last_of(month), 23)
    return RecurrenceData(pattern=RecurrencePattern.WEEKLY, until=until)


def _begin_of(month: date) -> date:
    return month.replace(day=_BEGIN_OF_JANUARY) if month.month == _JANUARY else month
