"""The facts the news app tells."""

from dataclasses import dataclass
from datetime import datetime

from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class ArticleWritten:
    """An article was written; it is a draft."""

    article_id: str
    slug: str
    title: str
    category_id: str
    author_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleEdited:
    """An article says other things; `changed` names the fields."""

    article_id: str
    slug: str
    title: str
    category_id: str
    changed: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticlePublished:
    """An article is news."""

    article_id: str
    slug: str
    title: str
    category_id: str
    author_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleScheduled:
    """An article will be news at a time."""

    article_id: str
    publish_at: datetime
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleUnpublished:
    """An article became a draft again."""

    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleExpired:
    """An article is news no longer."""

    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticlePinned:
    """An article stands before all others."""

    article_id: str
    until: datetime | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleUnpinned:
    """An article stands among the others."""

    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ArticleDeleted:
    """An article is gone for good, with its comments."""

    article_id: str
    comments: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CommentPosted:
    """Somebody said something under an article."""

    comment_id: str
    article_id: str
    parent_id: str | None
    author_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CommentFlagged:
    """Somebody asked staff to look at a comment."""

    comment_id: str
    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CommentHidden:
    """Readers no longer see a comment."""

    comment_id: str
    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CommentRestored:
    """Readers see a comment again."""

    comment_id: str
    article_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CategoryCreated:
    """There is another kind of news."""

    category_id: str
    slug: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CategoryChanged:
    """Other things are said about a category."""

    category_id: str
    slug: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CategoryDeleted:
    """A category is gone; no article stood in it."""

    category_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TagCreated:
    """There is another tag."""

    tag_id: str
    slug: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TagRenamed:
    """A tag is read otherwise; it is spelled the same in addresses."""

    tag_id: str
    slug: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TagDeleted:
    """A tag is gone, from all articles."""

    tag_id: str
    slug: str
    at: datetime


article_written = DomainSignal("news.article.written.v1", ArticleWritten)
article_edited = DomainSignal("news.article.edited.v1", ArticleEdited)
article_published = DomainSignal("news.article.published.v1", ArticlePublished)
article_scheduled = DomainSignal("news.article.scheduled.v1", ArticleScheduled)
article_unpublished = DomainSignal("news.article.unpublished.v1", ArticleUnpublished)
article_expired = DomainSignal("news.article.expired.v1", ArticleExpired)
article_pinned = DomainSignal("news.article.pinned.v1", ArticlePinned)
article_unpinned = DomainSignal("news.article.unpinned.v1", ArticleUnpinned)
article_deleted = DomainSignal("news.article.deleted.v1", ArticleDeleted)
comment_posted = DomainSignal("news.comment.posted.v1", CommentPosted)
comment_flagged = DomainSignal("news.comment.flagged.v1", CommentFlagged)
comment_hidden = DomainSignal("news.comment.hidden.v1", CommentHidden)
comment_restored = DomainSignal("news.comment.restored.v1", CommentRestored)
category_created = DomainSignal("news.category.created.v1", CategoryCreated)
category_changed = DomainSignal("news.category.changed.v1", CategoryChanged)
category_deleted = DomainSignal("news.category.deleted.v1", CategoryDeleted)
tag_created = DomainSignal("news.tag.created.v1", TagCreated)
tag_renamed = DomainSignal("news.tag.renamed.v1", TagRenamed)
tag_deleted = DomainSignal("news.tag.deleted.v1", TagDeleted)
