"""Profiles: who people are. They come and go with accounts."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users import operations, queries
from apps.users.admin.forms import ProfileForm
from apps.users.data import ProfileChanges
from apps.users.models import Profile
from yggdrasil import clock
from yggdrasil.admin.site import HomeAdmin


class ProfileAdmin(HomeAdmin):
    """List, find and change profiles."""

    form = ProfileForm
    list_display = ("full_name", "email", "role", "student_id", "department", "is_here")
    list_filter = ("role",)
    search_fields = ("sort_name",)
    search_help_text = "How the name, first name, e-mail address or card number begins."
    ordering = ("sort_name",)
    readonly_fields = (
        "id",
        "email",
        "role",
        "came_from",
        "changed_by",
        "closed_at",
        "version",
        "created_at",
        "updated_at",
    )
    exclude = ("stream_version", "metadata")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Profile], search_term: str
    ) -> tuple[QuerySet[Profile], bool]:
        """Find by beginnings: ranges, which indexes answer."""
        if search_term.strip():
            queryset = queryset.filter(queries.begins(search_term.strip()))
        return queryset, False

    @display(description="name", ordering="sort_name")
    def full_name(self, obj: Profile) -> str:
        return str(obj)

    @display(description="here", boolean=True)
    def is_here(self, obj: Profile) -> bool:
        return obj.closed_at is None

    @display(description="came from")
    def came_from(self, obj: Profile) -> str:
        return str(obj.metadata.get_source_display())

    @display(description="last changed by", empty_value="the system")
    def changed_by(self, obj: Profile) -> Any:
        return obj.metadata.updated_by

    def change(self, request: HttpRequest, obj: Profile, data: dict[str, Any]) -> None:
        # An emptied field means "none", a missing one "as it is".
        says: dict[str, Any] = {
            name: "" if value is None else value for name, value in data.items()
        }
        if "specialties" in says:
            says["specialties"] = tuple(says["specialties"])
        operations.change_profile(
            person_id=str(obj.pk),
            changes=ProfileChanges(**says),
            by=str(request.user.pk),
            at=clock.now(),
        )
