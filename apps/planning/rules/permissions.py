"""Who may do what with events and registers, and which events somebody sees."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from apps.accounts.data import Role, is_office
from apps.planning.data import ConflictKind
from yggdrasil.context import SYSTEM, Actor
from yggdrasil.errors import ForbiddenError


class NotYourEventError(ForbiddenError):
    """Teachers plan, change and mark their own events; staff all."""


class StaffOnlyError(ForbiddenError):
    """This is for staff."""


class NotYourInvitationError(ForbiddenError):
    """Whoever is invited answers, or the office for them."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which events somebody sees.

    Attributes:
        is_everything: True for staff; the rest then does not matter.
        account_id: own events, and those one is invited to, are seen; empty for nobody.
        cohort_ids: events of these cohorts are seen. Public events everybody sees.
        left: of these cohorts only events that began before the moment at which one left.
    """

    is_everything: bool
    account_id: str = ""
    cohort_ids: frozenset[str] = frozenset()
    left: Mapping[str, datetime] = field(default_factory=dict)


def scope_of(
    actor: Actor,
    *,
    cohort_ids: Collection[str] = (),
    left: Mapping[str, datetime] | None = None,
) -> Scope:
    """Return which events an actor sees.

    Args:
        actor: who asks.
        cohort_ids: the own cohorts of a student, those taught of a teacher.
        left: the former cohorts of a student, and when each was left.

    Returns:
        The scope; of somebody who is not signed in, public events alone.
    """
    if is_office(actor):
        return Scope(is_everything=True)
    present = frozenset(cohort_ids)
    former = {one: moment for one, moment in (left or {}).items() if one not in present}
    return Scope(is_everything=False, account_id=actor.id, cohort_ids=present, left=former)


def sees_whole_register(actor: Actor, *, teacher_id: str | None, created_by: str) -> bool:
    """Return whether the actor sees everybody's attendance at an event, or only the own.

    Args:
        actor: who asks.
        teacher_id: who holds the event.
        created_by: who planned it.

    Returns:
        True for staff and the event's teacher, False for a student.

    Raises:
        NotYourEventError: if another teacher asks.

    Source:
        Role table: the predecessor showed every register to everybody, which was a fault.
    """
    if is_office(actor) or is_owner(actor, teacher_id=teacher_id, created_by=created_by):
        return True
    if actor.role != Role.STUDENT:
        raise NotYourEventError("This register is kept by somebody else.")
    return False


def is_owner(actor: Actor, *, teacher_id: str | None, created_by: str) -> bool:
    """Return whether an event is the actor's own: held or planned by them.

    Args:
        actor: who asks.
        teacher_id: who holds the event.
        created_by: who planned it.
    """
    return actor.id != "" and actor.id in {teacher_id, created_by}


def check_may_plan(actor: Actor, *, teacher_id: str | None) -> None:
    """Return if the actor may plan an event.

    Args:
        actor: who plans.
        teacher_id: who will hold it.

    Raises:
        NotYourEventError: if a teacher plans an event that somebody else holds.
        StaffOnlyError: if the actor is no teacher either.

    Source:
        Role table: staff plan events; teachers were let through by the route and refused inside,
        which was a fault. They plan what they hold.
    """
    if is_office(actor):
        return
    if actor.role != Role.TEACHER:
        raise StaffOnlyError("Events are planned by staff and teachers.")
    if teacher_id != actor.id:
        raise NotYourEventError("A teacher plans events that he or she holds.")


def check_may_tolerate(actor: Actor, kinds: Collection[ConflictKind]) -> None:
    """Return if the actor may knowingly accept conflicts.

    Args:
        actor: who plans.
        kinds: of the conflicts that are accepted.

    Raises:
        StaffOnlyError: if there is any, and the actor is not staff.
    """
    if kinds and not is_office(actor):
        raise StaffOnlyError("Conflicts are accepted by staff alone.")


def check_may_change(actor: Actor, *, teacher_id: str | None, created_by: str) -> None:
    """Return if the actor may change or cancel an event, or fill its register.

    Args:
        actor: who changes.
        teacher_id: who holds the event.
        created_by: who planned it.

    Raises:
        NotYourEventError: if it is a teacher, and neither holds nor planned it.
        StaffOnlyError: if the actor is no teacher either.
    """
    if is_office(actor):
        return
    if actor.role != Role.TEACHER:
        raise StaffOnlyError("Events are changed by staff and their teachers.")
    if not is_owner(actor, teacher_id=teacher_id, created_by=created_by):
        raise NotYourEventError("This event is held by somebody else.")


def check_may_answer(actor: Actor, *, account_id: str) -> None:
    """Return if the actor may answer an invitation.

    Args:
        actor: who answers.
        account_id: who was invited.

    Raises:
        NotYourInvitationError: if it is neither one's own nor the office that answers.
    """
    if not is_office(actor) and (not actor.id or actor.id != account_id):
        raise NotYourInvitationError("Whoever is invited answers.")


def check_is_office(actor: Actor) -> None:
    """Return if the actor is staff.

    Args:
        actor: who asks.

    Raises:
        StaffOnlyError: if not.
    """
    if not is_office(actor):
        raise StaffOnlyError("This is for staff.")


def check_is_planner(actor: Actor) -> None:
    """Return if the actor plans events: staff and teachers do.

    Args:
        actor: who asks.

    Raises:
        StaffOnlyError: if not.
    """
    if not is_office(actor) and actor.role != Role.TEACHER:
        raise StaffOnlyError("This is for staff and teachers.")


def check_may_delete(actor: Actor) -> None:
    """Return if the actor may delete events.

    Args:
        actor: who asks.

    Raises:
        StaffOnlyError: unless an administrator or the system; others cancel.
    """
    if actor.role not in {Role.ADMIN, SYSTEM.role}:
        raise StaffOnlyError("Events are deleted by administrators; cancel it instead.")
