"""Courses: what is taught. What is in them, people and materials have desks of their own."""

from dataclasses import fields, replace
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from unfold.decorators import action

from apps.courses import operations
from apps.courses.admin.doors import DeskedAdmin
from apps.courses.admin.forms import SETTINGS, CourseForm
from apps.courses.admin.naming import people
from apps.courses.data import CourseDetails, CourseSettingsData, Level
from apps.courses.models import Course
from yggdrasil import clock, ids
from yggdrasil.mongodb.words import has_words

_DETAILS = {field.name for field in fields(CourseDetails)}


class CourseAdmin(DeskedAdmin):
    """List, find, describe and publish courses."""

    form = CourseForm
    list_display = ("title", "status", "level", "category", "teacher", "parts", "updated_at")
    list_filter = ("status", "level")
    search_fields = ("title",)
    search_help_text = "Whole words of title and description."
    ordering = ("-updated_at",)
    knows = (people,)
    actions = ("publish", "unpublish", "archive", "restore")
    readonly_fields = (
        "id",
        "status",
        "published_at",
        "slug",
        "version",
        "created_at",
        "updated_at",
    )
    exclude = (
        "stream_version",
        "instructor",
        "collaborators",
        "settings",
        "materials",
        "chapters",
        "outline_size",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Course]:
        """Return all courses; outlines are loaded only where one is shown."""
        courses: QuerySet[Course] = super().get_queryset(request)
        return courses.defer("chapters", "materials")

    def get_readonly_fields(self, request: HttpRequest, obj: Course | None = None) -> list[str]:
        """Return the derived fields; a new course has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Course], search_term: str
    ) -> tuple[QuerySet[Course], bool]:
        """Find by words, which the index answers."""
        if search_term.strip():
            queryset = queryset.filter(has_words(search_term))
        return queryset, False

    @display(description="instructor")
    def teacher(self, obj: Course) -> str:
        return str(obj.instructor.name)

    @display(description="published parts")
    def parts(self, obj: Course) -> str:
        size = obj.outline_size
        counts = {"chapter": size.chapters, "section": size.sections, "content": size.contents}
        return ", ".join(f"{held} {noun}{pluralize(held)}" for noun, held in counts.items())

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        settings = CourseSettingsData(**{name: data[name] for name in SETTINGS})
        return operations.create_course(
            course_id=ids.new_id(),
            details=_details(CourseDetails(**_said(data), settings=settings)),
            instructor_id=data["instructor_id"],
            at=clock.now(),
        )

    def change(self, request: HttpRequest, obj: Course, data: dict[str, Any]) -> None:
        course_id, at = str(obj.pk), clock.now()
        kept = Course.objects.get(pk=obj.pk).to_details()
        changed = {name: data[name] for name in SETTINGS if name in data}
        settings = replace(kept.settings, **changed)
        details = _details(replace(kept, **_said(data), settings=settings))
        operations.update_course(course_id=course_id, details=details, at=at)
        if "instructor_id" in data:
            operations.set_instructor(course_id=course_id, account_id=data["instructor_id"], at=at)

    def remove(self, request: HttpRequest, obj: Course) -> None:
        operations.delete_course(course_id=str(obj.pk), at=clock.now())

    @action(description="Publish: learners may read")
    def publish(self, request: HttpRequest, queryset: QuerySet[Course]) -> None:
        self._for_each(request, queryset, operations.publish_course, "published")

    @action(description="Unpublish: back to drafts")
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Course]) -> None:
        self._for_each(request, queryset, operations.unpublish_course, "unpublished")

    @action(description="Archive: put away")
    def archive(self, request: HttpRequest, queryset: QuerySet[Course]) -> None:
        self._for_each(request, queryset, operations.archive_course, "archived")

    @action(description="Restore: back to drafts")
    def restore(self, request: HttpRequest, queryset: QuerySet[Course]) -> None:
        self._for_each(request, queryset, operations.restore_course, "restored")

    def _for_each(
        self, request: HttpRequest, queryset: QuerySet[Course], operation: Any, done: str
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda course: operation(course_id=str(course.pk), at=clock.now()),
            done=done,
        )


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in _DETAILS}


def _details(details: CourseDetails) -> CourseDetails:
    """Return what a form holds in the words of the app."""
    return replace(
        details,
        level=Level(details.level),
        estimated_minutes=details.estimated_minutes or 0,
        prerequisite_ids=tuple(details.prerequisite_ids),
    )
