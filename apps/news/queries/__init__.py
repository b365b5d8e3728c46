"""Everything one can ask about the news."""

from apps.news.queries.articles import (
    ArticleFilters,
    ArticleNotFoundError,
    get_article,
    get_article_publication,
    get_pin,
    list_articles,
    list_latest,
)
from apps.news.queries.comments import (
    CommentFilters,
    count_news,
    list_categories,
    list_comments,
    list_tags,
)

__all__ = [
    "ArticleFilters",
    "ArticleNotFoundError",
    "CommentFilters",
    "count_news",
    "get_article",
    "get_article_publication",
    "get_pin",
    "list_articles",
    "list_categories",
    "list_comments",
    "list_latest",
    "list_tags",
]
