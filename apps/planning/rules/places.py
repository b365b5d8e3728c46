"""What locations, resources and schedules may say about themselves."""

from yggdrasil.errors import FieldError, InvalidError

MAX_NAME = 100
MAX_QUANTITY = 10_000
MAX_SCHEDULES = 20
MAX_SCHEDULE_COHORTS = 50


class InvalidPlaceError(InvalidError):
    """A location or resource says about itself what cannot be."""


class InvalidScheduleError(InvalidError):
    """A schedule says about itself what cannot be."""


def check_place(*, name: str, building: str, capacity: int | None) -> None:
    """Return if a location may be so.

    Args:
        name: what people call it.
        building: where it is; may be empty.
        capacity: how many it holds; None where nobody counted.

    Raises:
        InvalidPlaceError: if the name is empty, a text longer than 100 characters, or the
            capacity not within 1 to 10,000.
    """
    _check_name(name)
    if len(building) > MAX_NAME:
        raise _wrong("building", f"A building's name has at most {MAX_NAME} characters.")
    if capacity is not None and not 1 <= capacity <= MAX_QUANTITY:
        raise _wrong("capacity", f"A location holds 1 to {MAX_QUANTITY} people.")


def check_resource(*, name: str, quantity: int) -> None:
    """Return if a resource may be so.

    Args:
        name: what people call it.
        quantity: how many alike there are.

    Raises:
        InvalidPlaceError: if the name is empty or longer than 100 characters, or the quantity
            not within 1 to 10,000.
    """
    _check_name(name)
    if not 1 <= quantity <= MAX_QUANTITY:
        raise _wrong("quantity", f"There are 1 to {MAX_QUANTITY} of a resource.")


def check_schedule(*, name: str, cohorts: int, owned: int) -> None:
    """Return if somebody may open such a schedule.

    Args:
        name: what the owner calls it.
        cohorts: how many cohorts it shows.
        owned: how many schedules the owner has already.

    Raises:
        InvalidScheduleError: if the name is empty or longer than 100 characters, it shows more
            than 50 cohorts, or the owner has 20 already.
    """
    if not 1 <= len(name) <= MAX_NAME:
        raise InvalidScheduleError(f"A schedule's name has 1 to {MAX_NAME} characters.")
    if cohorts > MAX_SCHEDULE_COHORTS:
        raise InvalidScheduleError(f"A schedule shows at most {MAX_SCHEDULE_COHORTS} cohorts.")
    if owned >= MAX_SCHEDULES:
        raise InvalidScheduleError(f"One person has at most {MAX_SCHEDULES} schedules.")


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= MAX_NAME:
        raise _wrong("name", f"A name has 1 to {MAX_NAME} characters.")


def _wrong(field: str, message: str) -> InvalidPlaceError:
    return InvalidPlaceError(message, errors=(FieldError(field=field, message=message),))
