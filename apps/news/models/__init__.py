"""Documents of the news app: articles, what sorts them, and what is said about them."""

from apps.news.models.article import Article
from apps.news.models.comment import Comment
from apps.news.models.copies import Author, CategoryCopy
from apps.news.models.sorting import Category, Tag

__all__ = ["Article", "Author", "Category", "CategoryCopy", "Comment", "Tag"]
