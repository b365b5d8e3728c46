"""Inviting people to events, and their answers."""

from datetime import datetime

from apps.planning import events, rules
from apps.planning.data import InvitationStatus
from apps.planning.operations.changing import EventIsCancelledError
from apps.planning.operations.series import check_may_change
from apps.planning.operations.telling import tell_invited
from apps.planning.queries.lookups import load_event
from yggdrasil.context import Actor, current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError, NotFoundError


class NotInvitedError(NotFoundError):
    """The person was not invited to the event."""


class TooLateToAnswerError(ConflictError):
    """The event was cancelled or has begun."""


@command
def invite_to_event(*, event_id: str, account_ids: tuple[str, ...], actor: Actor) -> int:
    """Invite people to an event, besides those invited before.

    Args:
        event_id: id of the event.
        account_ids: whom to invite; those already invited keep their answers.
        actor: who invites; a teacher to own events.

    Returns:
        How many were not invited before.

    Raises:
        EventNotFoundError: if there is no such event.
        EventIsCancelledError: if it was cancelled.
        InvalidIdError: if an id is none.
        InvalidEventError: if more than 500 would be invited.
        StaffOnlyError: if the actor changes no events.
        NotYourEventError: if it is somebody else's.
    """
    event = load_event(event_id)
    check_may_change(actor, event)
    if event.is_cancelled:
        raise EventIsCancelledError(f"Event {event_id} was cancelled: nobody can come.")
    before = tuple(str(attendee.account_id) for attendee in event.attendees or ())
    # A dictionary keeps the order and each person once.
    wanted = tuple(dict.fromkeys((*before, *account_ids)))
    rules.check_attendees(len(wanted))
    invited = event.invite(wanted)
    if invited:
        tell_invited(event, account_ids=invited)
        event.save()
    return len(invited)


@command
def respond_to_invitation(
    *, event_id: str, account_id: str, status: InvitationStatus, at: datetime
) -> None:
    """Answer an invitation; answered again, the last answer counts.

    Args:
        event_id: id of the event.
        account_id: the invited person, who answers, or the office for them.
        status: accepted, declined, or pending to take an answer back.
        at: the present moment.

    Raises:
        NotYourInvitationError: if somebody else answers.
        EventNotFoundError: if there is no such event.
        NotInvitedError: if the person was not invited.
        TooLateToAnswerError: if the event was cancelled or has begun.
    """
    rules.check_may_answer(current().actor, account_id=account_id)
    event = load_event(event_id)
    attendee = event.attendee(account_id)
    if attendee is None:
        raise NotInvitedError(f"Account {account_id} was not invited to event {event_id}.")
    if event.is_cancelled or event.starts_at <= at:
        raise TooLateToAnswerError(f"Event {event_id} was cancelled or has begun.")
    if attendee.status == status:
        return
    attendee.answer(status, at=at)
    fact = events.InvitationAnswered(event_id=event_id, account_id=account_id, status=status)
    events.invitation_answered.send(event, payload=fact)
    event.save()
