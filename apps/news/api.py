"""The door for neighbours: the latest news, and figures about it."""

from datetime import datetime

from apps.news import queries
from apps.news.data import ArticleData, NewsCounts
from apps.news.queries import ArticleNotFoundError
from yggdrasil.clients.procedure import procedure
from yggdrasil.context import ANONYMOUS

__all__ = ["ArticleNotFoundError", "count_news", "get_article", "list_latest"]


@procedure
def get_article(*, article_id: str, at: datetime) -> ArticleData:
    """Return an article that is news.

    Args:
        article_id: id of the article, its slug, or an earlier slug of it.
        at: now.

    Returns:
        The article.

    Raises:
        ArticleNotFoundError: if there is none that everybody may read.
    """
    return queries.get_article(viewer=ANONYMOUS, article_id=article_id, at=at)


@procedure
def list_latest(*, at: datetime, limit: int = 20) -> tuple[ArticleData, ...]:
    """Return the latest news.

    Args:
        at: now.
        limit: most articles.

    Returns:
        Articles, newest first, pinned or not.
    """
    return queries.list_latest(limit=limit, at=at)


@procedure
def count_news() -> NewsCounts:
    """Return figures about the news.

    Returns:
        How many articles and comments stand where.
    """
    return queries.count_news()
