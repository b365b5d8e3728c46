"""Comments: look at what was flagged, hide, restore."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action

from apps.news import operations
from apps.news.models import Article, Comment
from apps.users import api as users
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin


def _titles(ids: tuple[str, ...]) -> dict[str, str]:
    articles = Article.objects.filter(pk__in=ids).values_list("pk", "title")
    return {str(key): title for key, title in articles}


def _people(ids: tuple[str, ...]) -> dict[str, str]:
    return {person.id: person.name for person in users.list_persons(ids=ids)}


def _excerpts(ids: tuple[str, ...]) -> dict[str, str]:
    comments = Comment.objects.filter(pk__in=ids).values_list("pk", "text")
    return {str(key): f"{text:.80}" for key, text in comments}


_ARTICLE = Named("article_id", ask=_titles, description="article")
_PARENT = Named("parent_id", ask=_excerpts, description="answer to")
_MODERATOR = Named("moderated_by_id", ask=_people, description="moderated by")


class CommentAdmin(HomeAdmin):
    """List and judge comments; what people said is never rewritten."""

    list_display = ("excerpt", _ARTICLE, "status", "writer", "moderation_note", "created_at")
    list_filter = ("status",)
    ordering = ("-created_at",)
    actions = ("hide", "restore")
    readonly_fields = (
        *(_ARTICLE, _PARENT, "writer", _MODERATOR),
        *("id", "version", "created_at", "updated_at"),
    )
    exclude = ("stream_version", "author", "parent_id")

    @display(description="comment")
    def excerpt(self, obj: Comment) -> str:
        return f"{obj.text:.80}"

    @display(description="author")
    def writer(self, obj: Comment) -> str:
        return f"{obj.author.name}{'' if obj.author.is_active else ' (left)'}"

    @action(description="Hide from readers")
    def hide(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._for_each(request, queryset, operations.hide_comment, "hidden")

    @action(description="Restore: fine as it is")
    def restore(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._for_each(request, queryset, operations.restore_comment, "restored")

    def _for_each(
        self, request: HttpRequest, queryset: QuerySet[Comment], operation: Any, done: str
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda comment: operation(comment_id=str(comment.pk), at=clock.now()),
            done=done,
        )
