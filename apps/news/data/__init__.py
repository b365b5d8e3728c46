"""Shapes and words of the news app that others may hold."""

from apps.news.data.articles import (
    ArticleData,
    ArticleDetails,
    ArticlePublicationData,
    ArticleSummary,
    PinData,
)
from apps.news.data.comments import CommentData, NewsCounts
from apps.news.data.copies import AuthorData, CategoryRef
from apps.news.data.sorting import CategoryData, CategoryDetails, TagData
from apps.news.data.words import ArticleStatus, CommentStatus, ContentFormat

__all__ = [
    "ArticleData",
    "ArticleDetails",
    "ArticlePublicationData",
    "ArticleStatus",
    "ArticleSummary",
    "AuthorData",
    "CategoryData",
    "CategoryDetails",
    "CategoryRef",
    "CommentData",
    "CommentStatus",
    "ContentFormat",
    "NewsCounts",
    "PinData",
    "TagData",
]
