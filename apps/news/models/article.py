"""The article: what the school tells, when, and to be found under which words."""

from django.db import models
from django_mongodb_backend.fields import ArrayField, EmbeddedModelField

from apps.news.data import (
    ArticleData,
    ArticleDetails,
    ArticlePublicationData,
    ArticleStatus,
    ArticleSummary,
    ContentFormat,
    PinData,
)
from apps.news.models.copies import Author, CategoryCopy
from yggdrasil.markup import clean_html, html_from_plain
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.path_index import PathIndex, TextIndex
from yggdrasil.mongodb.shapes import data_from

_IN_ORDER = ["status", "-is_pinned", "-published_at", "-id"]


class Article(Aggregate):
    """A piece of news. `content` is kept as written and sanitised whenever it is shown.

    Indexes: slug (unique) and earlier slugs; the front page (status, pinned first, newest first)
    and the same by category and tag; the newest of a status; author; category, for its copies;
    what is due to expire and to be unpinned; last change; words of title, summary and content.
    Growth: `rules` bounds the content to 100,000 characters and the earlier slugs to 20.
    """

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    previous_slugs = ArrayField(
        models.SlugField(max_length=120, allow_unicode=True), default=list, blank=True
    )
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=500, blank=True, default="")
    content = models.TextField()
    content_format = models.CharField(
        max_length=5,
        choices=[(f.value, f.name.title()) for f in ContentFormat],
        default=ContentFormat.PLAIN,
    )
    category = EmbeddedModelField(CategoryCopy)
    # Slugs of tags.
    tags = ArrayField(models.SlugField(max_length=60, allow_unicode=True), default=list, blank=True)
    author = EmbeddedModelField(Author)
    status = models.CharField(
        max_length=9,
        choices=[(s.value, s.name.title()) for s in ArticleStatus],
        default=ArticleStatus.DRAFT,
    )
    # When it was published; for a scheduled one, when it shall be.
    published_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_pinned = models.BooleanField(default=False)
    pinned_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "articles"
        indexes = [
            PathIndex(paths=_IN_ORDER, name="articles_front_page"),
            models.Index(fields=["status", "-published_at", "-id"], name="articles_published"),
            PathIndex(paths=["category.slug", *_IN_ORDER], name="articles_category"),
            PathIndex(paths=["tags", *_IN_ORDER], name="articles_tags"),
            PathIndex(paths=["author.account_id", "-updated_at", "-id"], name="articles_author"),
            PathIndex(paths=["category.category_id"], name="articles_category_id"),
            models.Index(fields=["previous_slugs"], name="articles_previous_slugs"),
            models.Index(fields=["status", "expires_at"], name="articles_expiry"),
            models.Index(fields=["is_pinned", "pinned_until"], name="articles_pins"),
            models.Index(fields=["-updated_at", "-id"], name="articles_updated"),
            TextIndex(weights={"title": 10, "summary": 5, "content": 1}, name="articles_text"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content_html(self) -> str:
        """Return the content as HTML that is safe to show."""
        if self.content_format == ContentFormat.HTML:
            return clean_html(self.content)
        return html_from_plain(self.content)

    def to_summary(self) -> ArticleSummary:
        """Return the article for a list."""
        return data_from(
            self, ArticleSummary, author=self.author.to_data(), category=self.category.to_data()
        )

    def to_data(self) -> ArticleData:
        """Return the article with its content."""
        return data_from(
            self, ArticleData, author=self.author.to_data(), category=self.category.to_data()
        )

    def to_details(self) -> ArticleDetails:
        """Return what a writer said in it."""
        return data_from(self, ArticleDetails, category_id=str(self.category.category_id))

    def to_publication(self) -> ArticlePublicationData:
        """Return whether, since when and until when it is news."""
        return data_from(self, ArticlePublicationData, article_id=str(self.pk))

    def to_pin(self) -> PinData:
        """Return whether it stands before all others."""
        return data_from(self, PinData, article_id=str(self.pk))
