"""Words of the news app; their values leave the process and never change meaning."""

from enum import StrEnum


class ArticleStatus(StrEnum):
    """Where an article stands: only a published one is news."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    EXPIRED = "expired"


class ContentFormat(StrEnum):
    """How the content of an article is written."""

    PLAIN = "plain"
    HTML = "html"


class CommentStatus(StrEnum):
    """Whether readers see a comment; a flagged one stays visible until staff decide."""

    VISIBLE = "visible"
    FLAGGED = "flagged"
    HIDDEN = "hidden"
