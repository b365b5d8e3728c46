"""Seats: taken and freed by one conditional update each, so that no race passes the capacity."""

from datetime import datetime

from bson import ObjectId
from django.db.models import F, Q

from apps.accounts.data import is_office
from apps.enrollments import events
from apps.enrollments.models import Enrollment, Seats
from apps.enrollments.models.enrollment import OPEN_STATUSES
from apps.enrollments.rules.enrollments import CourseIsFullError, CourseTerms, check_capacity
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=is_office)
def set_capacity(
    *, course_id: str, capacity: int | None, course_title: str = "", at: datetime
) -> None:
    """Say how many seats a course has.

    Args:
        course_id: id of the course.
        capacity: 1 or more; None for no bound. Fewer than are taken is allowed: nobody is turned
            out, and nobody let in until enough have left.
        course_title: name of the course, for lists; empty leaves it.
        at: now.

    Raises:
        InvalidCapacityError: if it is less than 1.
    """
    check_capacity(capacity)
    seats = _seats_of(to_object_id(course_id), course_title)
    seats.course_title = course_title or seats.course_title
    if seats.capacity != capacity:
        seats.capacity = capacity
        events.seats_changed.send(
            sender=seats,
            payload=events.SeatsChanged(
                course_id=course_id, capacity=capacity, taken=seats.taken, at=at
            ),
        )
    seats.save()


@command(allow=is_office)
def recount_seats(*, course_id: str) -> int:
    """Make the number of seats taken that of the open enrolments, should they ever differ.

    Args:
        course_id: id of the course.

    Returns:
        By how much it was wrong: what was counted less what was kept.
    """
    key = to_object_id(course_id)
    seats = _seats_of(key)
    counted = Enrollment.objects.filter(course_id=key, status__in=OPEN_STATUSES).count()
    drift = counted - seats.taken
    if drift:
        seats.taken = counted
        seats.save()
    return drift


def take_seats(course_key: ObjectId, terms: CourseTerms, *, number: int, at: datetime) -> None:
    """Take seats, all of them or none; part of an operation.

    Args:
        course_key: key of the course.
        terms: its name, for lists; and its seats, for the first enrolment in it. Later on those
            kept here hold, which follow what the course tells.
        number: how many, 1 or more.
        at: now.

    Raises:
        CourseIsFullError: if fewer are free.
    """
    is_room = Q(capacity__isnull=True) | Q(taken__lte=F("capacity") - number)
    if _update(course_key, is_room, by=number, at=at):
        return
    if Seats.objects.filter(course_id=course_key).exists():
        raise _full(terms, number)
    _seats_of(course_key, terms.title, terms.capacity)
    take_seats(course_key, terms, number=number, at=at)


def check_seats_left(course_key: ObjectId, terms: CourseTerms, *, number: int = 1) -> None:
    """Return if seats seem to be left; part of an operation.

    Only a look, which spares a crowd before a full course all other questions; `take_seats`
    decides.

    Args:
        course_key: key of the course.
        terms: its name, for the error.
        number: how many are wanted, 1 or more.

    Raises:
        CourseIsFullError: if fewer are free.
    """
    kept = Seats.objects.filter(course_id=course_key).values_list("capacity", "taken")
    for capacity, taken in kept:
        if capacity is not None and taken + number > capacity:
            raise _full(terms, number)


def free_seats(course_key: ObjectId, *, number: int = 1, at: datetime) -> None:
    """Free seats by one update; part of an operation.

    Args:
        course_key: key of the course.
        number: how many, 1 or more. Where fewer are counted as taken, none is afterwards.
        at: now.
    """
    if not _update(course_key, Q(taken__gte=number), by=-number, at=at):
        miscounted = Seats.objects.filter(course_id=course_key, taken__gt=0)
        miscounted.update(taken=0, version=F("version") + 1, updated_at=at)


def _full(terms: CourseTerms, number: int) -> CourseIsFullError:
    return CourseIsFullError(f"The course {terms.title!r} has not {number} seats left.")


def _update(course_key: ObjectId, condition: Q, *, by: int, at: datetime) -> int:
    seats = Seats.objects.filter(condition, course_id=course_key)
    return seats.update(taken=F("taken") + by, version=F("version") + 1, updated_at=at)


def _seats_of(course_key: ObjectId, course_title: str = "", capacity: int | None = None) -> Seats:
    seats = Seats.objects.filter(course_id=course_key).first()
    if seats is None:
        # Of two that find none, one is told of a write conflict and runs again as a whole.
        seats = Seats(course_id=course_key, course_title=course_title, capacity=capacity)
        seats.save(force_insert=True)
    return seats
