"""Articles for people. Drafts are seen by their authors and the office only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from apps.accounts.data import is_office
from apps.news.data import (
    ArticleData,
    ArticlePublicationData,
    ArticleStatus,
    ArticleSummary,
    PinData,
)
from apps.news.models import Article
from apps.news.rules import articles as rules
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import InvalidIdError, checked_id, to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page
from yggdrasil.mongodb.words import has_words


class ArticleNotFoundError(NotFoundError):
    """There is no such article, or none that the asker may know of."""


@dataclass(frozen=True, kw_only=True)
class ArticleFilters:
    """What a list of articles is narrowed to.

    Attributes:
        category: slug of a category.
        tag: slug of a tag.
        author_id: id of who wrote it.
        search: words of title, summary and content; all must occur, as whole words.
        pinned: only those that stand, or do not stand, before all others.
        status: where it stands; published if left out. Others are seen by authors and the office.
    """

    category: str | None = None
    tag: str | None = None
    author_id: str | None = None
    search: str | None = None
    pinned: bool | None = None
    status: ArticleStatus | None = None


@query
def list_articles(
    *,
    viewer: Actor,
    filters: ArticleFilters,
    ordering: tuple[str, ...],
    window: Window,
    at: datetime,
) -> Page[ArticleSummary]:
    """Return one page of articles; what is news unless another status is asked for.

    Args:
        viewer: who asks, signed in or not.
        filters: what the list is narrowed to.
        ordering: columns to sort by.
        window: which part.
        at: now.

    Returns:
        Summaries, without content.

    Raises:
        InvalidIdError: if `author_id` is no id.
    """
    found = Article.objects.filter(visible_to(viewer, at), **_conditions(filters))
    if filters.search is not None:
        found = found.filter(has_words(filters.search))
    return keyset_page(
        found.defer("content"), ordering=ordering, window=window, to_data=Article.to_summary
    )


@query
def get_article(*, viewer: Actor, article_id: str, at: datetime) -> ArticleData:
    """Return one article with its content.

    Args:
        viewer: who asks, signed in or not.
        article_id: id of the article, its slug, or an earlier slug of it.
        at: now.

    Returns:
        The article.

    Raises:
        ArticleNotFoundError: if there is none that the viewer may read.
    """
    return find_visible(viewer, article_id, at).to_data()


@query
def get_article_publication(
    *, viewer: Actor, article_id: str, at: datetime
) -> ArticlePublicationData:
    """Return whether, since when and until when an article is news.

    Args:
        viewer: who asks, signed in or not.
        article_id: id of the article, its slug, or an earlier slug of it.
        at: now.

    Returns:
        Its publication.

    Raises:
        ArticleNotFoundError: if there is none that the viewer may read.
    """
    return find_visible(viewer, article_id, at).to_publication()


@query
def get_pin(*, viewer: Actor, article_id: str, at: datetime) -> PinData:
    """Return whether an article stands before all others.

    Args:
        viewer: who asks, signed in or not.
        article_id: id of the article, its slug, or an earlier slug of it.
        at: now.

    Returns:
        Its pin.

    Raises:
        ArticleNotFoundError: if there is none that the viewer may read.
    """
    return find_visible(viewer, article_id, at).to_pin()


@query
def list_latest(*, limit: int, at: datetime) -> tuple[ArticleData, ...]:
    """Return the latest news with their content, for a feed.

    Args:
        limit: most articles.
        at: now.

    Returns:
        Articles, newest first.
    """
    found = Article.objects.filter(is_news(at)).order_by("-published_at", "-pk")[:limit]
    return tuple(article.to_data() for article in found)


def is_news(at: datetime) -> Q:
    """Return the condition for articles that everybody may read; see `rules.articles.is_news`.

    Args:
        at: now.

    Returns:
        The condition.
    """
    lasts = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    return Q(status=ArticleStatus.PUBLISHED) & lasts


def visible_to(viewer: Actor, at: datetime) -> Q:
    """Return the condition for the articles somebody may find.

    Args:
        viewer: who asks, signed in or not.
        at: now.

    Returns:
        All for the office; for others what is news, and what they wrote.
    """
    if is_office(viewer):
        return Q()
    own = Q(author__account_id=to_object_id(viewer.id)) if viewer.id else Q(pk__in=[])
    return is_news(at) | own


def find_visible(viewer: Actor, article_id: str, at: datetime) -> Article:
    """Return the document of an article that a viewer may read.

    Args:
        viewer: who asks, signed in or not.
        article_id: id of the article, its slug, or an earlier slug of it.
        at: now.

    Returns:
        The document.

    Raises:
        ArticleNotFoundError: if there is none that the viewer may read.
    """
    article = find_named(Article.objects.all(), article_id)
    if article is None or not _is_visible(viewer, article, at):
        raise ArticleNotFoundError(f"There is no article {article_id!r:.60}.")
    return article


def find_named(among: QuerySet[Article], name: str) -> Article | None:
    """Return the article that somebody means.

    Args:
        among: the articles.
        name: an id, a slug, or an earlier slug.

    Returns:
        The article; None if there is none.
    """
    try:
        return among.filter(pk=checked_id(name)).first()
    except InvalidIdError:
        return (
            among.filter(slug=name).first() or among.filter(previous_slugs__contains=[name]).first()
        )


def _is_visible(viewer: Actor, article: Article, at: datetime) -> bool:
    status = ArticleStatus(article.status)
    is_author = bool(viewer.id) and viewer.id == str(article.author.account_id)
    return (
        is_office(viewer)
        or is_author
        or rules.is_news(status=status, expires_at=article.expires_at, at=at)
    )


def _conditions(filters: ArticleFilters) -> dict[str, Any]:
    conditions = {
        "status": filters.status or ArticleStatus.PUBLISHED,
        "category__slug": filters.category,
        "tags__contains": [filters.tag] if filters.tag else None,
        "author__account_id": to_object_id(filters.author_id) if filters.author_id else None,
        "is_pinned": filters.pinned,
    }
    return {name: value for name, value in conditions.items() if value is not None}
