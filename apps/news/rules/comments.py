"""What may be said under an article, and what readers see of it."""

from apps.news.data import CommentStatus
from yggdrasil.errors import ConflictError, InvalidError
from yggdrasil.faults import faults_of_text, told_of

LONGEST_COMMENT = 2_000


class InvalidCommentError(InvalidError):
    """The comment does not fit."""


class CommentsClosedError(ConflictError):
    """Only news that is out can be commented on."""


class WrongParentError(ConflictError):
    """Answers go to visible comments on the same article, one level deep."""


def check_comment(text: str) -> None:
    """Return if a comment can be kept.

    Args:
        text: what was written.

    Raises:
        InvalidCommentError: if it is empty, too long, or no text.
    """
    faults = tuple(faults_of_text("text", text, most=LONGEST_COMMENT, is_required=True))
    if faults:
        raise InvalidCommentError(told_of("comment", faults), errors=faults)


def check_parent(*, is_same_article: bool, is_answer: bool, status: CommentStatus) -> None:
    """Return if a comment can be answered.

    Args:
        is_same_article: whether it stands under the article of the answer.
        is_answer: whether it is an answer itself.
        status: whether readers see it.

    Raises:
        WrongParentError: if it cannot.
    """
    if not is_same_article or is_answer or status == CommentStatus.HIDDEN:
        raise WrongParentError("Answer a visible comment on the same article, one level deep.")
