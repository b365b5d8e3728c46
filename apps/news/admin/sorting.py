"""Categories and tags."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from apps.news import operations
from apps.news.data import CategoryDetails
from apps.news.models import Category, Tag
from yggdrasil import clock, ids
from yggdrasil.admin.site import HomeAdmin


class CategoryAdmin(HomeAdmin):
    """The school's kinds of news."""

    list_display = ("name", "slug", "position", "description")
    ordering = ("position", "name")
    readonly_fields = ("id", "slug", "version", "created_at", "updated_at")

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.create_category(
            category_id=ids.new_id(), details=CategoryDetails(**data), at=clock.now()
        )

    def change(self, request: HttpRequest, obj: Category, data: dict[str, Any]) -> None:
        kept = Category.objects.get(pk=obj.pk).to_details()
        operations.change_category(
            category_id=str(obj.pk), details=replace(kept, **data), at=clock.now()
        )

    def remove(self, request: HttpRequest, obj: Category) -> None:
        operations.delete_category(category_id=str(obj.pk), at=clock.now())


class TagAdmin(HomeAdmin):
    """Words to find articles by."""

    list_display = ("name", "slug", "created_at")
    ordering = ("name",)
    readonly_fields = ("id", "slug", "version", "created_at", "updated_at")

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.create_tag(name=data["name"], at=clock.now())

    def change(self, request: HttpRequest, obj: Tag, data: dict[str, Any]) -> None:
        if "name" in data:
            operations.rename_tag(tag_id=str(obj.pk), name=data["name"], at=clock.now())

    def remove(self, request: HttpRequest, obj: Tag) -> None:
        operations.delete_tag(tag_id=str(obj.pk), at=clock.now())
