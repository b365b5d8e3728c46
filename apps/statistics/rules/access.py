"""Who may see which figures."""

from collections.abc import Collection

from apps.accounts.data import Role, is_office
from yggdrasil.context import Actor
from yggdrasil.errors import ForbiddenError


class NotYourFiguresError(ForbiddenError):
    """These figures are somebody else's."""


def check_sees_person(actor: Actor, *, person_id: str, role: Role) -> None:
    """Return if the actor may see a person's dashboard.

    Args:
        actor: who asks.
        person_id: whose dashboard it is.
        role: student or teacher, as the dashboard's owner must be.

    Raises:
        NotYourFiguresError: unless it is the actor's own, or the actor is staff.

    Source:
        Role table: own, staff and administrators; a teacher sees no student's dashboard.
    """
    if is_office(actor) or (actor.role == role and actor.id == person_id):
        return
    raise NotYourFiguresError("A dashboard is shown to its owner and to staff.")


def check_sees_school(actor: Actor) -> None:
    """Return if the actor may see the school's figures and reports.

    Args:
        actor: who asks.

    Raises:
        NotYourFiguresError: unless the actor is staff.
    """
    if not is_office(actor):
        raise NotYourFiguresError("The school's figures are for staff.")


def check_sees_course(actor: Actor, *, course_id: str, taught_ids: Collection[str]) -> None:
    """Return if the actor may see a course's figures.

    Args:
        actor: who asks.
        course_id: id of the course.
        taught_ids: courses that the actor teaches.

    Raises:
        NotYourFiguresError: unless the actor is staff or teaches the course.

    Source:
        Role table: the predecessor showed any course to any teacher, which was a fault.
    """
    if is_office(actor) or (actor.role == Role.TEACHER and course_id in taught_ids):
        return
    raise NotYourFiguresError("A course's figures are shown to its teachers and to staff.")
