"""Comments, categories, tags, and figures about the news."""

from dataclasses import dataclass, replace
from datetime import datetime

from apps.accounts.data import is_office
from apps.news.data import (
    ArticleStatus,
    CategoryData,
    CommentData,
    CommentStatus,
    NewsCounts,
    TagData,
)
from apps.news.models import Article, Category, Comment, Tag
from apps.news.queries.articles import find_visible
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.mongodb.paging import Page, Window, keyset_page

_SHOWN = (CommentStatus.VISIBLE, CommentStatus.FLAGGED)


@dataclass(frozen=True, kw_only=True)
class CommentFilters:
    """What a list of comments is narrowed to.

    Attributes:
        status: whether readers see it; which are flagged or hidden is shown to the office only.
    """

    status: CommentStatus | None = None


@query
def list_comments(
    *,
    viewer: Actor,
    article_id: str,
    filters: CommentFilters,
    ordering: tuple[str, ...],
    window: Window,
    at: datetime,
) -> Page[CommentData]:
    """Return one page of the comments on an article.

    Args:
        viewer: who asks, signed in or not.
        article_id: id of the article, its slug, or an earlier slug of it.
        filters: what the list is narrowed to.
        ordering: columns to sort by.
        window: which part.
        at: now.

    Returns:
        Comments; the office also sees hidden ones, and which are flagged.

    Raises:
        ArticleNotFoundError: if there is no article that the viewer may read.
    """
    article = find_visible(viewer, article_id, at)
    is_staff = is_office(viewer)
    wanted = _statuses(filters.status, is_staff=is_staff)
    return keyset_page(
        Comment.objects.filter(article_id=article.pk, status__in=wanted),
        ordering=ordering,
        window=window,
        to_data=Comment.to_data if is_staff else _for_readers,
    )


def _statuses(asked: CommentStatus | None, *, is_staff: bool) -> tuple[CommentStatus, ...]:
    if is_staff:
        return tuple(CommentStatus) if asked is None else (asked,)
    return _SHOWN if asked in {None, CommentStatus.VISIBLE} else ()


def _for_readers(comment: Comment) -> CommentData:
    """Return a comment as readers see it: that it was flagged is between whoever did and staff."""
    return replace(comment.to_data(), status=CommentStatus.VISIBLE)


@query
def list_categories(*, window: Window) -> Page[CategoryData]:
    """Return one page of the categories, in the school's order.

    Args:
        window: which part.

    Returns:
        Categories.
    """
    return keyset_page(
        Category.objects.all(),
        ordering=("position", "name"),
        window=window,
        to_data=Category.to_data,
    )


@query
def list_tags(*, window: Window) -> Page[TagData]:
    """Return one page of the tags, by name.

    Args:
        window: which part.

    Returns:
        Tags.
    """
    return keyset_page(Tag.objects.all(), ordering=("name",), window=window, to_data=Tag.to_data)


@query
def count_news() -> NewsCounts:
    """Return figures about the news.

    Returns:
        How many articles and comments stand where.
    """
    articles, comments = Article.objects, Comment.objects
    return NewsCounts(
        published=articles.filter(status=ArticleStatus.PUBLISHED).count(),
        drafts=articles.filter(status=ArticleStatus.DRAFT).count(),
        scheduled=articles.filter(status=ArticleStatus.SCHEDULED).count(),
        expired=articles.filter(status=ArticleStatus.EXPIRED).count(),
        comments=comments.filter(status__in=_SHOWN).count(),
        flagged_comments=comments.filter(status=CommentStatus.FLAGGED).count(),
    )
