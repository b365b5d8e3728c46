"""Comments, and figures about the news."""

from dataclasses import dataclass
from datetime import datetime

from apps.news.data.copies import AuthorData
from apps.news.data.words import CommentStatus


@dataclass(frozen=True, kw_only=True)
class CommentData:
    """A comment as readers see it.

    Attributes:
        id: id of the comment.
        article_id: id of the article.
        parent_id: id of the comment it answers; None for one on the article itself.
        author: who wrote it.
        text: plain text, shown as such.
        status: whether readers see it.
        created_at: when it was written, UTC.
    """

    id: str
    article_id: str
    parent_id: str | None
    author: AuthorData
    text: str
    status: CommentStatus
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class NewsCounts:
    """Figures about the news, for the statistics app.

    Attributes:
        published: articles that are news.
        drafts: articles still being written.
        scheduled: articles waiting for their time.
        expired: articles that were news.
        comments: comments that readers see.
        flagged_comments: comments waiting for staff.
    """

    published: int
    drafts: int
    scheduled: int
    expired: int
    comments: int
    flagged_comments: int
