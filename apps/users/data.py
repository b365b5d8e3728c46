"""Shapes and words of the users app that others may hold."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from apps.accounts.data import Role


class Language(StrEnum):
    """A language the school speaks."""

    FRENCH = "fr"
    ENGLISH = "en"


class FontSize(StrEnum):
    """How large somebody wants to read."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Source(StrEnum):
    """How a profile came to be."""

    ACCOUNT = "account"
    ADMIN = "admin"
    PREDECESSOR = "predecessor"
    DEMO = "demo"


class DocumentKind(StrEnum):
    """What a person's document is about."""

    IDENTITY = "identity"
    TRANSCRIPT = "transcript"
    CERTIFICATE = "certificate"
    CONTRACT = "contract"
    MEDICAL = "medical"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class PersonData:
    """A person as others mention them.

    Attributes:
        id: id of the account and of the profile.
        name: first and last name.
        first_name: given name.
        last_name: family name.
        email: address of the account.
        role: role of the account.
        photo: address of a picture; empty without one.
        department: where the person works or studies; may be empty.
    """

    id: str
    name: str
    first_name: str
    last_name: str
    email: str
    role: Role
    photo: str = ""
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class EmergencyContactData:
    """Whom to call.

    Attributes:
        name: whom.
        phone: number.
        relation: what they are to the person, for example `mother`.
    """

    name: str = ""
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactData:
    """How to reach a person outside the school.

    Attributes:
        phone: number.
        address: postal address, lines separated by newlines.
        emergency: whom to call; None if nobody was named.
    """

    phone: str = ""
    address: str = ""
    emergency: EmergencyContactData | None = None


@dataclass(frozen=True, kw_only=True)
class ProfileData:
    """All that a profile says.

    Attributes:
        id: id of the account and of the profile.
        email: address of the account.
        role: role of the account.
        first_name: given name.
        last_name: family name.
        student_id: number on the card, of students and of staff; None without one.
        photo: address of a picture.
        department: where the person works or studies.
        title: how the person is addressed, for example `Dr`.
        bio: a few paragraphs.
        office_hours: when the door is open.
        specialties: subjects.
        created_at: when the profile was made.
        updated_at: when it last changed.
        closed_at: when the account was closed; None while it is open.
    """

    id: str
    email: str
    role: Role
    first_name: str
    last_name: str
    student_id: str | None
    photo: str
    department: str
    title: str
    bio: str
    office_hours: str
    specialties: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NotificationsData:
    """What a person wants to be told.

    Attributes:
        schedule_changes: that an event moved.
        new_announcements: that there is news.
        assignment_reminders: that work is due.
    """

    schedule_changes: bool = True
    new_announcements: bool = True
    assignment_reminders: bool = True


@dataclass(frozen=True, kw_only=True)
class AccessibilityData:
    """How a person wants to read.

    Attributes:
        colorblind_mode: colours that differ in lightness too.
        font_size: small, medium or large.
        high_contrast: dark on light, or the other way round.
    """

    colorblind_mode: bool = False
    font_size: FontSize = FontSize.MEDIUM
    high_contrast: bool = False


@dataclass(frozen=True, kw_only=True)
class PreferencesData:
    """What a person likes; the defaults are those of somebody who never said.

    Attributes:
        language: of pages and messages.
        notifications: what to tell.
        accessibility: how to show.
    """

    language: Language = Language.FRENCH
    notifications: NotificationsData = field(default_factory=NotificationsData)
    accessibility: AccessibilityData = field(default_factory=AccessibilityData)


@dataclass(frozen=True, kw_only=True)
class DocumentData:
    """One file that belongs to a person.

    Attributes:
        id: id of the document.
        owner_id: whose it is.
        kind: what it is about.
        name: what the person calls it.
        url: where the file lies.
        size_bytes: of the file.
        mime_type: of the file.
        uploaded_at: when it arrived.
    """

    id: str
    owner_id: str
    kind: DocumentKind
    name: str
    url: str
    size_bytes: int
    mime_type: str
    uploaded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProfileChanges:
    """What shall be different about a profile; None leaves a field as it is.

    Attributes:
        first_name: given name.
        last_name: family name.
        student_id: number on the card; empty for none.
        photo: address of a picture; empty for none.
        department: where the person works or studies.
        title: how the person is addressed.
        bio: a few paragraphs.
        office_hours: when the door is open.
        specialties: subjects, at most 10.
    """

    first_name: str | None = None
    last_name: str | None = None
    student_id: str | None = None
    photo: str | None = None
    department: str | None = None
    title: str | None = None
    bio: str | None = None
    office_hours: str | None = None
    specialties: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class NewDocument:
    """A file as it arrives.

    Attributes:
        kind: what it is about.
        name: what the person calls it.
        url: where the file lies.
        size_bytes: of the file, 1 byte to 100 MiB.
        mime_type: of the file.
    """

    kind: DocumentKind
    name: str
    url: str
    size_bytes: int
    mime_type: str
