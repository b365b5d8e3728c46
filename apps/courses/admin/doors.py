"""The ways from a course to its desks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.decorators import action

from apps.courses.admin.desks import INSIDES, MaterialsDesk, OutlineDesk, PeopleDesk
from apps.courses.data import ContentData
from apps.courses.models import Course
from apps.courses.rules.outline import PartNotFoundError, find
from yggdrasil.admin.site import HomeAdmin


class DeskedAdmin(HomeAdmin):
    """The admin of courses with its desks; those for what is in the outline stand below it."""

    actions_detail = ("edit_outline", "edit_people", "edit_materials")

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        """Return the address of the desk of a quiz or an exercise."""
        page = "<path:object_id>/outline/<str:part_id>/"
        return ((page, "courses_course_edit_inside", self.edit_inside),)

    @action(description="Outline", url_path="outline", permissions=["change"])
    def edit_outline(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._sit_at(OutlineDesk, request, object_id)

    @action(description="People", url_path="people", permissions=["change"])
    def edit_people(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._sit_at(PeopleDesk, request, object_id)

    @action(description="Materials", url_path="materials", permissions=["change"])
    def edit_materials(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._sit_at(MaterialsDesk, request, object_id)

    def edit_inside(
        self, request: HttpRequest, object_id: str, part_id: str, **_admin: Any
    ) -> HttpResponse:
        """Show the desk of what is in a piece of content; without it, the outline."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        course = self.get_object(request, object_id)
        content = _content(course, part_id)
        if course is None or content is None or content.kind not in INSIDES:
            return redirect("admin:courses_course_edit_outline", object_id)
        return INSIDES[content.kind](self, request, course, content).answer()

    def _sit_at(self, desk: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        course = self.get_object(request, object_id)
        if course is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        answer: HttpResponse = desk(self, request, course).answer()
        return answer


def _content(course: Course | None, part_id: str) -> ContentData | None:
    try:
        return find(course.outline, part_id, ContentData) if course is not None else None
    except PartNotFoundError:
        return None
