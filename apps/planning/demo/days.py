"""Days of the demo school's month on the school's wall clock."""

from datetime import UTC, date, datetime, time, timedelta

from apps.planning.data import RecurrenceData, RecurrencePattern
from apps.planning.queries.series import school_zone


def moment(day: date, hour: int) -> datetime:
    """Return an hour of a day, 0 to 23."""
    local = datetime.combine(day, time(hour), tzinfo=school_zone())
    return local.astimezone(UTC)


def first_of(month: date, weekday: int) -> date:
    """Return the first Monday (1) to Sunday (7) of a month.

    Args:
        month: its first day.
        weekday: ISO weekday.
    """
    return month + timedelta(days=(weekday - month.isoweekday()) % 7)


def weekly_in(month: date) -> RecurrenceData:
    """Return the recurrence of what takes place each week until a month ends.

    Args:
        month: its first day.
    """
    next_month = (month + timedelta(days=32)).replace(day=1)
    until = moment(next_month, 0) - timedelta(hours=1)
    return RecurrenceData(pattern=RecurrencePattern.WEEKLY, until=until)
