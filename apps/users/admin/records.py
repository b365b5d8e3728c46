"""What belongs to people besides their profiles."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from apps.users import operations, queries
from apps.users.admin.forms import ContactForm, NewDocumentForm, PreferencesForm
from apps.users.data import (
    DocumentKind,
    EmergencyContactData,
    FontSize,
    Language,
    NewDocument,
)
from apps.users.models import Contact, Document, Preferences, Profile
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin

_MOST_FOUND = 200
_NOTIFICATIONS = {"schedule_changes", "new_announcements", "assignment_reminders"}
_KINDS: dict[str, Callable[[Any], Any]] = {"language": Language, "font_size": FontSize}


def _names(ids: tuple[str, ...]) -> dict[str, str]:
    return {person.id: person.name for person in queries.list_persons(ids=ids)}


_PERSON = Named("pk", ask=_names, description="person")
_OWNER = Named("owner_id", ask=_names, description="owner")


class OfPersonAdmin(HomeAdmin):
    """What belongs to a person, found by whose it is.

    Attributes:
        owner: field that holds the person's id.
    """

    owner: ClassVar[str] = "pk"
    # Django shows a search box only where this names something.
    search_fields = ("pk",)
    search_help_text = "How the person's name, first name, e-mail address or card number begins."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by people, the first so many, which indexes answer."""
        if search_term.strip():
            people = Profile.objects.filter(queries.begins(search_term.strip()))
            keys = list(people.values_list("pk", flat=True)[:_MOST_FOUND])
            queryset = queryset.filter(**{f"{self.owner}__in": keys})
        return queryset, False


class PreferencesAdmin(OfPersonAdmin):
    """What people like."""

    form = PreferencesForm
    list_display = (_PERSON, "language", "font_size", "updated_at")
    list_filter = ("language",)
    ordering = ("pk",)
    readonly_fields = (_PERSON, "id", "version", "created_at", "updated_at")
    exclude = ("stream_version", "notifications", "accessibility")

    @display(description="font size")
    def font_size(self, obj: Preferences) -> str:
        return str(obj.accessibility.get_font_size_display())

    def change(self, request: HttpRequest, obj: Preferences, data: dict[str, Any]) -> None:
        kept = Preferences.objects.get(pk=obj.pk).to_data()
        said = {name: _KINDS.get(name, bool)(value) for name, value in data.items()}
        told = {name: value for name, value in said.items() if name in _NOTIFICATIONS}
        shown = {
            name: value for name, value in said.items() if name not in {*_NOTIFICATIONS, "language"}
        }
        preferences = replace(
            kept,
            language=said.get("language", kept.language),
            notifications=replace(kept.notifications, **told),
            accessibility=replace(kept.accessibility, **shown),
        )
        operations.change_preferences(
            person_id=str(obj.pk), preferences=preferences, at=clock.now()
        )


class ContactAdmin(OfPersonAdmin):
    """How to reach people outside the school."""

    form = ContactForm
    list_display = (_PERSON, "phone", "updated_at")
    ordering = ("pk",)
    readonly_fields = (_PERSON, "id", "version", "created_at", "updated_at")
    exclude = ("stream_version", "emergency")

    def change(self, request: HttpRequest, obj: Contact, data: dict[str, Any]) -> None:
        kept = Contact.objects.get(pk=obj.pk).to_data()
        prefix = "emergency_"
        whom = {k.removeprefix(prefix): v for k, v in data.items() if k.startswith(prefix)}
        rest = {name: value for name, value in data.items() if not name.startswith(prefix)}
        emergency = replace(kept.emergency or EmergencyContactData(), **whom)
        contact = replace(
            kept, emergency=emergency if emergency != EmergencyContactData() else None, **rest
        )
        operations.change_contact(person_id=str(obj.pk), contact=contact, at=clock.now())


class DocumentAdmin(OfPersonAdmin):
    """Files that belong to people."""

    owner = "owner_id"
    form = NewDocumentForm
    list_display = ("name", "kind", _OWNER, "mime_type", "size", "uploaded_at")
    list_filter = ("kind",)
    ordering = ("-uploaded_at",)
    readonly_fields = (_OWNER, "id", "uploaded_at", "version", "created_at", "updated_at")

    @display(description="size", ordering="size_bytes")
    def size(self, obj: Document) -> str:
        return filesizeformat(obj.size_bytes)

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        data = dict(data)
        owner_id = str(data.pop("owner_id"))
        document = NewDocument(**data | {"kind": DocumentKind(data["kind"])})
        return operations.add_document(owner_id=owner_id, document=document, at=clock.now())

    def remove(self, request: HttpRequest, obj: Document) -> None:
        operations.remove_document(document_id=str(obj.pk), at=clock.now())
