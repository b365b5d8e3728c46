"""Who may write news, and who may speak under it."""

from apps.accounts.data import is_office
from yggdrasil.context import SYSTEM, Actor
from yggdrasil.errors import ForbiddenError


class NotNewsWriterError(ForbiddenError):
    """Only the school's office writes news, sorts it and judges comments."""


class NotOwnCommentError(ForbiddenError):
    """Somebody signed in may comment, in their own name only."""


def check_can_write(actor: Actor) -> None:
    """Return if somebody may write and sort news, and judge comments.

    Args:
        actor: who asks.

    Raises:
        NotNewsWriterError: unless the office.

    Source:
        Predecessor's role table: news is written by administrators and staff, others' too.
    """
    if not is_office(actor):
        raise NotNewsWriterError("News is written and sorted by staff and administrators only.")


def check_can_comment(actor: Actor, *, author_id: str) -> None:
    """Return if somebody may comment in this name.

    Args:
        actor: who asks.
        author_id: id of the account in whose name it is.

    Raises:
        NotOwnCommentError: unless it is their own; the system may write in any.
    """
    if actor != SYSTEM and (not actor.id or actor.id != author_id):
        raise NotOwnCommentError("People who are signed in comment in their own name.")
