"""What an event may say about itself, whatever else is planned."""

import re
from collections.abc import Iterator

from apps.planning.data import EventDraft
from apps.planning.rules.times import check_times
from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.ids import to_object_id

MAX_TITLE = 200
MAX_DESCRIPTION = 1_000
MAX_REASON = 500
MAX_CAPACITY = 10_000
MAX_COHORTS = 50
MAX_BOOKINGS = 20
MAX_ATTENDEES = 500

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class InvalidEventError(InvalidError):
    """Something an event says about itself cannot be; the errors name each field."""


def check_draft(draft: EventDraft) -> None:
    """Return if an event may be planned as drafted, as far as it depends on nothing else.

    Args:
        draft: what is wanted.

    Raises:
        InvalidTimeError: if its times are out of order, too far apart or too far away.
        InvalidEventError: with an error for each field that is too long, too many or malformed.
        InvalidIdError: if an id is none.
    """
    check_times(starts_at=draft.starts_at, ends_at=draft.ends_at)
    _check_ids(draft)
    errors = tuple(_faults(draft))
    if errors:
        raise InvalidEventError(" ".join(error.message for error in errors), errors=errors)


def check_room_is_large_enough(*, capacity: int | None, room_capacity: int | None) -> None:
    """Return if a room holds as many as an event is for.

    Args:
        capacity: how many the event is for; None for any number.
        room_capacity: how many the room holds; None where nobody counted.

    Raises:
        InvalidEventError: if the event is for more than the room holds.
    """
    if capacity is not None and room_capacity is not None and capacity > room_capacity:
        message = f"The room holds {room_capacity}, the event is for {capacity}."
        raise InvalidEventError(message, errors=(FieldError(field="capacity", message=message),))


def too_many_booked(name: str, *, there_are: int) -> InvalidEventError:
    """Return the error for a draft that books more of a resource than there are.

    Args:
        name: of the resource.
        there_are: how many.

    Returns:
        The error, to be raised.
    """
    message = f"There are {there_are} of {name}, no more can be booked."
    return InvalidEventError(message, errors=(_fault("bookings", message),))


def check_attendees(count: int) -> None:
    """Return if so many people may be invited to one event.

    Args:
        count: how many are, in all.

    Raises:
        InvalidEventError: if they are more than 500.
    """
    if count > MAX_ATTENDEES:
        message = f"At most {MAX_ATTENDEES} people are invited to an event, not {count}."
        raise InvalidEventError(message, errors=(_fault("attendee_ids", message),))


def check_reason(reason: str) -> None:
    """Return if what people are told of a cancelling is short enough.

    Args:
        reason: for people.

    Raises:
        InvalidEventError: if it is longer than 500 characters.
    """
    if len(reason) > MAX_REASON:
        message = f"reason: at most {MAX_REASON} characters, not {len(reason)}."
        raise InvalidEventError(message, errors=(_fault("reason", message),))


def unknown(field: str, message: str) -> InvalidEventError:
    """Return the error for a draft that names what does not exist.

    Args:
        field: name of the draft's field.
        message: a sentence that names the missing thing.

    Returns:
        The error, to be raised.
    """
    return InvalidEventError(
        message, errors=(FieldError(field=field, message=message, code="unknown"),)
    )


def _faults(draft: EventDraft) -> Iterator[FieldError]:
    bounds = (
        ("title", 1, len(draft.title.strip()), MAX_TITLE),
        ("description", 0, len(draft.description), MAX_DESCRIPTION),
        ("capacity", 1, 1 if draft.capacity is None else draft.capacity, MAX_CAPACITY),
        ("cohort_ids", 0, len(draft.cohort_ids), MAX_COHORTS),
        ("bookings", 0, len(draft.bookings), MAX_BOOKINGS),
        ("attendee_ids", 0, len(draft.attendee_ids), MAX_ATTENDEES),
    )
    for field, least, value, most in bounds:
        if not least <= value <= most:
            yield _fault(field, f"{field}: {least} to {most}, not {value}.")
    if not _COLOR.fullmatch(draft.color):
        yield _fault("color", "A colour is # and six hexadecimal digits.")
    yield from _repetitions(draft)


def _check_ids(draft: EventDraft) -> None:
    single = (draft.location_id, draft.course_id, draft.teacher_id)
    several = (*draft.cohort_ids, *draft.attendee_ids, *(b.resource_id for b in draft.bookings))
    for text in (*filter(None, single), *several):
        to_object_id(text)


def _repetitions(draft: EventDraft) -> Iterator[FieldError]:
    lists = (
        ("cohort_ids", draft.cohort_ids),
        ("attendee_ids", draft.attendee_ids),
        ("bookings", tuple(booking.resource_id for booking in draft.bookings)),
    )
    for field, ids in lists:
        if len(set(ids)) != len(ids):
            yield _fault(field, f"{field}: each one once.")
    if any(booking.quantity < 1 for booking in draft.bookings):
        yield _fault("bookings", "At least one of a resource is booked.")


def _fault(field: str, message: str) -> FieldError:
    return FieldError(field=field, message=message)
