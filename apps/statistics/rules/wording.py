"""What figures and facts are called for people."""

from datetime import date

_ALL_TIME = "all"


def metric_in_words(metric: str) -> str:
    """Return what a figure measures.

    Args:
        metric: for example `enrollments.active`.

    Returns:
        For example `Enrollments, active`.
    """
    return metric.replace(".", ", ").replace("_", " ").capitalize()


def fact_in_words(kind: str) -> str:
    """Return what happened.

    Args:
        kind: name of a fact, for example `accounts.account.signed_in`.

    Returns:
        The thing and what became of it, for example `Account signed in`.
    """
    told = kind.split(".")[-2:]
    return " ".join(told).replace("_", " ").capitalize()


def period_in_words(period: str) -> str:
    """Return for which time a figure is.

    Args:
        period: `all`, or a day as ISO 8601 writes it.

    Returns:
        For example `All time` or `5 Jan 2026`; a day that is none, as it is.
    """
    if period == _ALL_TIME:
        return "All time"
    try:
        day = date.fromisoformat(period)
    except ValueError:
        return period
    return f"{day.day} {day:%b %Y}"


def number_in_words(value: float) -> str:
    """Return a number as people write it.

    Args:
        value: for example 6.0 or 73.456.

    Returns:
        Without a fraction that says nothing: `6`, `73.46`.
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")
