"""Locations and resources."""

from typing import Any

from django import forms
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget

from apps.planning import operations, queries
from apps.planning.admin.actors import actor_of
from apps.planning.data import LocationKind, ResourceKind
from apps.planning.models import Location, Resource
from yggdrasil.admin.forms import DocumentForm
from yggdrasil.admin.site import HomeAdmin


class LocationAdmin(HomeAdmin):
    """Add, change, close and remove locations."""

    list_display = ("name", "building", "kind", "capacity", "is_open")
    list_filter = ("kind", "is_open")
    ordering = ("name",)

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.add_location(
            name=data["name"],
            building=data.get("building") or "",
            kind=LocationKind(data["kind"]),
            capacity=data.get("capacity"),
            actor=actor_of(request),
        )

    def change(self, request: HttpRequest, obj: Location, data: dict[str, Any]) -> None:
        said = dict(data)
        if "kind" in said:
            said["kind"] = LocationKind(said["kind"])
        if "capacity" in said:
            said["capacity"] = said["capacity"] or 0
        operations.change_location(location_id=str(obj.pk), actor=actor_of(request), **said)

    def remove(self, request: HttpRequest, obj: Location) -> None:
        operations.remove_location(location_id=str(obj.pk), actor=actor_of(request))


class ResourceForm(DocumentForm):
    """Add or change a resource; its location is chosen by name."""

    location_id = forms.ChoiceField(
        label="Location", required=False, widget=UnfoldAdminSelectWidget
    )

    class Meta:
        model = Resource
        fields = ("name", "kind", "location_id", "quantity", "is_open")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["location_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Carried about"), *queries.location_choices()]


class ResourceAdmin(HomeAdmin):
    """Add, change, close and remove resources."""

    form = ResourceForm
    list_display = ("name", "kind", "location_name", "quantity", "is_open")
    list_filter = ("kind", "is_open")
    ordering = ("name",)
    exclude = ("stream_version", "location_name")

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.add_resource(
            name=data["name"],
            kind=ResourceKind(data["kind"]),
            location_id=data.get("location_id") or None,
            quantity=data["quantity"],
            actor=actor_of(request),
        )

    def change(self, request: HttpRequest, obj: Resource, data: dict[str, Any]) -> None:
        said = dict(data)
        if "kind" in said:
            said["kind"] = ResourceKind(said["kind"])
        operations.change_resource(resource_id=str(obj.pk), actor=actor_of(request), **said)

    def remove(self, request: HttpRequest, obj: Resource) -> None:
        operations.remove_resource(resource_id=str(obj.pk), actor=actor_of(request))
