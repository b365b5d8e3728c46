"""Shapes and words of the news app that others may hold."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, kw_only=True)
class AuthorData:
    """Who wrote something.

    Attributes:
        id: id of the account; empty where the predecessor had none that is valid.
        name: as on the profile.
        role: role at the time of writing.
        is_active: False once the account is closed.
    """

    id: str
    name: str
    role: str = ""
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class CategoryData:
    """One of the school's kinds of news.

    Attributes:
        id: id of the category.
        slug: its name in addresses, unique.
        name: its name, unique.
        description: what belongs in it.
        position: place in the list, from 0.
    """

    id: str
    slug: str
    name: str
    description: str = ""
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class TagData:
    """A word to find articles by.

    Attributes:
        id: id of the tag.
        slug: how articles and addresses spell it, unique.
        name: how people read it.
    """

    id: str
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CategoryRef:
    """The category an article stands in.

    Attributes:
        id: id of the category.
        slug: its name in addresses.
        name: its name.
    """

    id: str
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ArticleSummary:
    """An article in a list, without its content.

    Attributes:
        id: id of the article.
        slug: its name in addresses, unique; earlier ones keep working.
        title: its headline.
        summary: a sentence or two.
        category: where it stands.
        tags: slugs of its tags.
        author: who wrote it.
        status: where it stands.
        is_pinned: True if it stands before all others.
        published_at: when it was published; for a scheduled one, when it will be; None for a draft.
        expires_at: when it stops being news; None for never.
        created_at: when it was written, UTC.
        updated_at: when it last changed, UTC.
        version: how often it changed.
    """

    id: str
    slug: str
    title: str
    summary: str
    category: CategoryRef
    tags: tuple[str, ...]
    author: AuthorData
    status: ArticleStatus
    is_pinned: bool
    published_at: datetime | None
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class ArticleData(ArticleSummary):
    """An article with its content.

    Attributes:
        content: as written; not safe to show as HTML.
        content_format: how it is written.
        content_html: sanitised, safe to show.
        pinned_until: when the pin comes off by itself; None for never.
    """

    content: str
    content_format: ContentFormat
    content_html: str
    pinned_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class ArticlePublicationData:
    """Whether, since when and until when an article is news.

    Attributes:
        article_id: id of the article.
        status: where it stands.
        published_at: when it was published; for a scheduled one, when it will be.
        expires_at: when it stops being news; None for never.
    """

    article_id: str
    status: ArticleStatus
    published_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PinData:
    """Whether an article stands before all others.

    Attributes:
        article_id: id of the article.
        is_pinned: True if it does.
        pinned_until: when the pin comes off by itself; None for never.
    """

    article_id: str
    is_pinned: bool
    pinned_until: datetime | None


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
