"""Shapes of the users app over HTTP."""

from apps.users.data import ContactData, DocumentData, PreferencesData, ProfileData
from yggdrasil.rest.serializers import DataSerializer


class ProfileSerializer(DataSerializer[ProfileData]):
    """All that a profile says."""


class PreferencesSerializer(DataSerializer[PreferencesData]):
    """What a person likes."""


class ContactSerializer(DataSerializer[ContactData]):
    """How to reach a person."""


class DocumentSerializer(DataSerializer[DocumentData]):
    """One file of a person."""
