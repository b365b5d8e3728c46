"""Comment on articles, and judge comments."""

from datetime import datetime

from apps.news import events
from apps.news.data import ArticleStatus, CommentStatus
from apps.news.models import Article, Comment
from apps.news.operations.loading import author_from_profile, load, save
from apps.news.queries import ArticleNotFoundError
from apps.news.rules import access, articles as article_rules, comments as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import checked_id, to_object_id


class CommentNotFoundError(NotFoundError):
    """There is no such comment."""


@command
def post_comment(
    *,
    comment_id: str,
    article_id: str,
    author_id: str,
    text: str,
    at: datetime,
    parent_id: str | None = None,
) -> str:
    """Say something under an article, or in answer to a comment on it.

    Args:
        comment_id: a new id.
        article_id: id of the article.
        author_id: id of the account in whose name it is: that of who asks.
        text: plain text, 1 to 2,000 characters.
        at: now.
        parent_id: id of the comment it answers.

    Returns:
        The id.

    Raises:
        NotOwnCommentError: unless signed in, and in the own name.
        InvalidCommentError: if the text does not fit.
        ArticleNotFoundError: if there is no such article.
        CommentsClosedError: if the article is not news.
        CommentNotFoundError: if there is no comment to answer.
        WrongParentError: if that comment cannot be answered.
    """
    access.check_can_comment(current().actor, author_id=author_id)
    rules.check_comment(text)
    article = load(Article, article_id, ArticleNotFoundError)
    _check_open(article, at)
    _check_parent(article, parent_id)
    comment = Comment(pk=checked_id(comment_id), article_id=article.pk, created_at=at)
    comment.parent_id = to_object_id(parent_id) if parent_id else None
    comment.author = author_from_profile(author_id)
    comment.text = text.strip()
    fact = events.CommentPosted(
        comment_id=comment_id,
        article_id=article_id,
        parent_id=parent_id,
        author_id=author_id,
        at=at,
    )
    save(comment, events.comment_posted, fact)
    return comment_id


@command
def flag_comment(*, comment_id: str, reason: str, at: datetime) -> None:
    """Ask staff to look at a comment; readers still see it. Asking again changes nothing.

    Args:
        comment_id: id of the comment.
        reason: what is wrong with it; at most 300 characters are kept.
        at: now.

    Raises:
        NotOwnCommentError: unless signed in.
        CommentNotFoundError: if there is none that readers see.
    """
    actor = current().actor
    access.check_can_comment(actor, author_id=actor.id)
    comment = load(Comment, comment_id, CommentNotFoundError)
    if comment.status == CommentStatus.HIDDEN:
        raise CommentNotFoundError(f"There is no comment {comment_id}.")
    if comment.status == CommentStatus.FLAGGED:
        return
    comment.status = CommentStatus.FLAGGED
    comment.moderation_note = reason.strip()[:300]
    fact = events.CommentFlagged(comment_id=comment_id, article_id=str(comment.article_id), at=at)
    save(comment, events.comment_flagged, fact)


@command
def hide_comment(*, comment_id: str, at: datetime, note: str = "") -> None:
    """Hide a comment from readers. Its author may do so too. Hiding again changes nothing.

    Args:
        comment_id: id of the comment.
        at: now.
        note: why; at most 300 characters are kept, and shown to staff.

    Raises:
        NotNewsWriterError: unless by the office or the author.
        CommentNotFoundError: if there is none.
    """
    comment = load(Comment, comment_id, CommentNotFoundError)
    if current().actor.id != str(comment.author.account_id):
        access.check_can_write(current().actor)
    if comment.status == CommentStatus.HIDDEN:
        return
    _judge(comment, CommentStatus.HIDDEN, note, at)
    fact = events.CommentHidden(comment_id=comment_id, article_id=str(comment.article_id), at=at)
    save(comment, events.comment_hidden, fact)


@command
def restore_comment(*, comment_id: str, at: datetime, note: str = "") -> None:
    """Let readers see a comment again, and no longer flagged. Restoring again changes nothing.

    Args:
        comment_id: id of the comment.
        at: now.
        note: why; at most 300 characters are kept, and shown to staff.

    Raises:
        NotNewsWriterError: unless by the office.
        CommentNotFoundError: if there is none.
    """
    access.check_can_write(current().actor)
    comment = load(Comment, comment_id, CommentNotFoundError)
    if comment.status == CommentStatus.VISIBLE:
        return
    _judge(comment, CommentStatus.VISIBLE, note, at)
    fact = events.CommentRestored(comment_id=comment_id, article_id=str(comment.article_id), at=at)
    save(comment, events.comment_restored, fact)


def _check_open(article: Article, at: datetime) -> None:
    status = ArticleStatus(article.status)
    if not article_rules.is_news(status=status, expires_at=article.expires_at, at=at):
        raise rules.CommentsClosedError(f"Article {article.pk} is not news: nobody comments on it.")


def _check_parent(article: Article, parent_id: str | None) -> None:
    if parent_id is not None:
        parent = load(Comment, parent_id, CommentNotFoundError)
        rules.check_parent(
            is_same_article=parent.article_id == article.pk,
            is_answer=parent.parent_id is not None,
            status=CommentStatus(parent.status),
        )


def _judge(comment: Comment, status: CommentStatus, note: str, at: datetime) -> None:
    actor_id = current().actor.id
    comment.status = status
    comment.moderation_note = note.strip()[:300]
    comment.moderated_by_id = to_object_id(actor_id) if actor_id else None
    comment.moderated_at = at
