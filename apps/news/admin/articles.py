"""Articles: write, preview, publish, pin."""

from dataclasses import fields, replace
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from unfold.decorators import action

from apps.news import operations
from apps.news.admin.forms import ArticleForm
from apps.news.data import ArticleDetails, ContentFormat
from apps.news.models import Article
from yggdrasil import clock, ids
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.mongodb.words import has_words

_DETAILS = {field.name for field in fields(ArticleDetails)}


class ArticleAdmin(HomeAdmin):
    """List, find, write and publish articles."""

    form = ArticleForm
    list_display = ("title", "status", "is_pinned", "sort", "writer", "published_at", "updated_at")
    list_filter = ("status", "is_pinned")
    search_fields = ("title",)
    search_help_text = "Whole words of title, summary and content."
    ordering = ("-updated_at",)
    actions = ("publish", "unpublish", "pin", "unpin")
    readonly_fields = (
        "id",
        "preview",
        "status",
        "published_at",
        "is_pinned",
        "pinned_until",
        "writer",
        "slug",
        "previous_slugs",
        "version",
        "created_at",
        "updated_at",
    )
    exclude = ("stream_version", "category", "author")

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        """Return the derived fields; a new article has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find by words, which the index answers."""
        if search_term.strip():
            queryset = queryset.filter(has_words(search_term))
        return queryset, False

    @display(description="category")
    def sort(self, obj: Article) -> str:
        return str(obj.category.name)

    @display(description="author")
    def writer(self, obj: Article) -> str:
        return f"{obj.author.name}{'' if obj.author.is_active else ' (left)'}"

    @display(description="as readers see it")
    def preview(self, obj: Article) -> SafeString:
        # Sanitised by the model; that is what readers are sent.
        return mark_safe(obj.content_html)  # noqa: S308

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        at = clock.now()
        article_id = operations.write_article(
            article_id=ids.new_id(),
            details=_details(ArticleDetails(**_said(data))),
            author_id=str(request.user.pk),
            at=at,
        )
        if data.get("publish_at"):
            operations.schedule_article(article_id=article_id, publish_at=data["publish_at"], at=at)
        return article_id

    def change(self, request: HttpRequest, obj: Article, data: dict[str, Any]) -> None:
        article_id, at = str(obj.pk), clock.now()
        kept = Article.objects.get(pk=obj.pk).to_details()
        details = _details(replace(kept, **_said(data)))
        operations.edit_article(article_id=article_id, details=details, at=at)
        if data.get("publish_at"):
            operations.schedule_article(article_id=article_id, publish_at=data["publish_at"], at=at)

    def remove(self, request: HttpRequest, obj: Article) -> None:
        operations.delete_article(article_id=str(obj.pk), at=clock.now())

    @action(description="Publish now")
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._for_each(request, queryset, operations.publish_article, "published")

    @action(description="Unpublish: back to drafts")
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._for_each(request, queryset, operations.unpublish_article, "unpublished")

    @action(description="Pin before all others")
    def pin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._for_each(request, queryset, operations.pin_article, "pinned")

    @action(description="Unpin")
    def unpin(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._for_each(request, queryset, operations.unpin_article, "unpinned")

    def _for_each(
        self, request: HttpRequest, queryset: QuerySet[Article], operation: Any, done: str
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda article: operation(article_id=str(article.pk), at=clock.now()),
            done=done,
        )


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in _DETAILS}


def _details(details: ArticleDetails) -> ArticleDetails:
    """Return what a form holds in the words of the app."""
    return replace(details, content_format=ContentFormat(details.content_format))
