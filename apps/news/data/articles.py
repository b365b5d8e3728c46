"""Articles in lists, in full, and as their writers hold them."""

from dataclasses import dataclass
from datetime import datetime

from apps.news.data.copies import AuthorData, CategoryRef
from apps.news.data.words import ArticleStatus, ContentFormat


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
class ArticleDetails:
    """What a writer says in an article.

    Example:
        ArticleDetails(title="Open day", content="Come and see.", category_id=category_id)

    Attributes:
        title: its headline, 1 to 300 characters.
        content: 1 to 100,000 characters.
        category_id: id of the category it stands in.
        content_format: plain text or HTML.
        summary: a sentence or two, at most 500 characters.
        tags: names of at most 10 tags, 50 characters each; new ones are made.
        expires_at: when it stops being news; None for never.
    """

    title: str
    content: str
    category_id: str
    content_format: ContentFormat = ContentFormat.PLAIN
    summary: str = ""
    tags: tuple[str, ...] = ()
    expires_at: datetime | None = None


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
