"""People, and what belongs to them."""

from typing import Any

from apps.users import queries
from apps.users.data import ContactData, DocumentData, PreferencesData, ProfileData
from apps.users.rest.serializers import (
    ContactSerializer,
    DocumentSerializer,
    PreferencesSerializer,
    ProfileSerializer,
)
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.views import DetailView, ListView


class ProfileList(ListView):
    """All people who have not left, for administrators and staff."""

    serializer_class = ProfileSerializer
    filters = queries.ProfileFilters
    orderings = {
        "name": ("sort_name",),
        "-name": ("-sort_name",),
        "-created_at": ("-created_at",),
        "created_at": ("created_at",),
    }

    def get_page(
        self, *, filters: queries.ProfileFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[ProfileData]:
        """Return a page of people."""
        return queries.page_profiles(
            viewer=self.actor, filters=filters, ordering=ordering, window=window
        )


class ProfileDetail(DetailView):
    """One person: oneself, for teachers a student or a colleague, for the office anybody."""

    serializer_class = ProfileSerializer

    def get_object(self, *, person_id: str) -> ProfileData:
        """Return a profile."""
        return queries.get_profile(viewer=self.actor, person_id=person_id)


class OwnProfile(DetailView):
    """One's own profile."""

    serializer_class = ProfileSerializer

    def get_object(self) -> ProfileData:
        """Return one's own profile."""
        return queries.get_profile(viewer=self.actor, person_id=self.actor.id)


class PreferencesDetail(DetailView):
    """What a person likes, for themselves and the office."""

    serializer_class = PreferencesSerializer

    def get_object(self, *, person_id: str) -> PreferencesData:
        """Return a person's preferences."""
        return queries.get_preferences(viewer=self.actor, person_id=person_id)


class ContactDetail(DetailView):
    """How to reach a person outside the school, for themselves and the office."""

    serializer_class = ContactSerializer

    def get_object(self, *, person_id: str) -> ContactData:
        """Return a person's contact."""
        return queries.get_contact(viewer=self.actor, person_id=person_id)


class DocumentList(ListView):
    """A person's files, the newest first, for themselves and the office."""

    serializer_class = DocumentSerializer

    def get_page(self, *, person_id: str, window: Window, **_nothing: Any) -> Page[DocumentData]:
        """Return a page of a person's documents."""
        return queries.page_documents(viewer=self.actor, person_id=person_id, window=window)
