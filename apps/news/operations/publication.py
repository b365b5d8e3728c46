"""Publish, schedule, withdraw, expire and pin articles."""

from datetime import datetime

from apps.accounts.data import is_system
from apps.news import events
from apps.news.data import ArticleStatus
from apps.news.models import Article
from apps.news.operations.loading import load, save
from apps.news.queries import ArticleNotFoundError
from apps.news.rules import access, articles as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command


@command
def publish_article(*, article_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Make an article news, now.

    Args:
        article_id: id of the article.
        at: now.
        expected_version: version the writer has seen; None to publish whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        WrongArticleStatusError: if it is news already.
        WrongTimeError: if it would have expired.
    """
    article = _begin("published", article_id, expected_version)
    rules.check_later(article.expires_at, than=at, what="expires_at")
    article.status = ArticleStatus.PUBLISHED
    article.published_at = at
    fact = events.ArticlePublished(
        article_id=article_id,
        slug=article.slug,
        title=article.title,
        category_id=str(article.category.category_id),
        author_id=str(article.author.account_id or ""),
        at=at,
    )
    save(article, events.article_published, fact)


@command
def schedule_article(
    *,
    article_id: str,
    publish_at: datetime,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Let an article become news by itself, at a time.

    Args:
        article_id: id of the article.
        publish_at: when, within two years; it happens in the minute after.
        at: now.
        expected_version: version the writer has seen; None to schedule whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        WrongArticleStatusError: if it is news already.
        WrongTimeError: if the time lies in the past, too far ahead, or after its end.
    """
    article = _begin("scheduled", article_id, expected_version)
    rules.check_schedule(publish_at, expires_at=article.expires_at, at=at)
    article.status = ArticleStatus.SCHEDULED
    article.published_at = publish_at
    fact = events.ArticleScheduled(article_id=article_id, publish_at=publish_at, at=at)
    save(article, events.article_scheduled, fact)


@command
def unpublish_article(
    *, article_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Make an article that is news, or shall be, a draft again.

    Args:
        article_id: id of the article.
        at: now.
        expected_version: version the writer has seen; None to withdraw whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        WrongArticleStatusError: if it is neither.
    """
    article = _begin("unpublished", article_id, expected_version)
    article.status = ArticleStatus.DRAFT
    article.published_at = None
    fact = events.ArticleUnpublished(article_id=article_id, at=at)
    save(article, events.article_unpublished, fact)


@command(allow=is_system)
def expire_article(*, article_id: str, at: datetime) -> None:
    """Mark that an article stopped being news, as its writer wanted.

    Args:
        article_id: id of the article.
        at: now.

    Raises:
        NotNewsWriterError: unless by the office, or by the clock.
        ArticleNotFoundError: if there is none.
        WrongArticleStatusError: if it is not news.
    """
    article = _begin("expired", article_id, None)
    article.status = ArticleStatus.EXPIRED
    fact = events.ArticleExpired(article_id=article_id, at=at)
    save(article, events.article_expired, fact)


@command
def pin_article(
    *,
    article_id: str,
    at: datetime,
    until: datetime | None = None,
    expected_version: int | None = None,
) -> None:
    """Put an article before all others.

    Args:
        article_id: id of the article.
        at: now.
        until: when the pin comes off by itself; None for never.
        expected_version: version the writer has seen; None to pin whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        WrongArticleStatusError: if it is not news and shall not be.
        WrongTimeError: if `until` lies in the past.
    """
    article = _begin("pinned", article_id, expected_version)
    rules.check_later(until, than=at, what="until")
    article.is_pinned, article.pinned_until = True, until
    fact = events.ArticlePinned(article_id=article_id, until=until, at=at)
    save(article, events.article_pinned, fact)


@command
def unpin_article(*, article_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Put an article back among the others; one that stands there stays.

    Args:
        article_id: id of the article.
        at: now.
        expected_version: version the writer has seen; None to unpin whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
    """
    access.check_can_write(current().actor)
    article = load(Article, article_id, ArticleNotFoundError, expected_version=expected_version)
    if article.is_pinned:
        article.is_pinned, article.pinned_until = False, None
        fact = events.ArticleUnpinned(article_id=article_id, at=at)
        save(article, events.article_unpinned, fact)


def _begin(step: str, article_id: str, expected_version: int | None) -> Article:
    access.check_can_write(current().actor)
    article = load(Article, article_id, ArticleNotFoundError, expected_version=expected_version)
    rules.check_step(ArticleStatus(article.status), step, article_id=article_id)
    return article
