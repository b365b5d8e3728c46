"""News as JSON: one serializer for each shape."""

from apps.news.data import (
    ArticleData,
    ArticlePublicationData,
    ArticleSummary,
    CategoryData,
    CommentData,
    PinData,
    TagData,
)
from yggdrasil.rest.serializers import DataSerializer


class ArticleSummarySerializer(DataSerializer[ArticleSummary]):
    """An article in a list."""


class ArticleSerializer(DataSerializer[ArticleData]):
    """An article with its content."""


class ArticlePublicationSerializer(DataSerializer[ArticlePublicationData]):
    """Whether an article is news."""


class PinSerializer(DataSerializer[PinData]):
    """Whether an article stands before all others."""


class CommentSerializer(DataSerializer[CommentData]):
    """A comment."""


class CategorySerializer(DataSerializer[CategoryData]):
    """A category."""


class TagSerializer(DataSerializer[TagData]):
    """A tag."""
