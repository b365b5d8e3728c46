"""Documents of the users app: who people are, what they like, how to reach them, their files."""

from apps.users.models.contact import Contact, EmergencyContact
from apps.users.models.document import Document
from apps.users.models.preferences import Accessibility, Notifications, Preferences
from apps.users.models.profile import Profile, Provenance

__all__ = [
    "Accessibility",
    "Contact",
    "Document",
    "EmergencyContact",
    "Notifications",
    "Preferences",
    "Profile",
    "Provenance",
]
