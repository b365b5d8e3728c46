"""What the users app tells: who people are, as far as others need it."""

from dataclasses import dataclass
from datetime import datetime

from apps.accounts.data import Role
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class ProfileCreated:
    """A person has a profile now.

    Attributes:
        person_id: id of the profile and of the account.
        email: address of the account.
        role: role of the account.
        name: first and last name; the address where there is none yet.
        first_name: given name.
        last_name: family name.
        photo: address of a picture.
        department: where the person works or studies.
        at: when.
    """

    person_id: str
    email: str
    role: Role
    name: str
    first_name: str
    last_name: str
    photo: str
    department: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProfileChanged:
    """A profile says something else; what it says now is told whole, so that copies can follow.

    Attributes:
        person_id: id of the profile and of the account.
        email: address of the account.
        role: role of the account.
        name: first and last name; the address where there is none yet.
        first_name: given name.
        last_name: family name.
        photo: address of a picture.
        department: where the person works or studies.
        changed: names of the fields that changed, sorted.
        at: when.
    """

    person_id: str
    email: str
    role: Role
    name: str
    first_name: str
    last_name: str
    photo: str
    department: str
    changed: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProfileClosed:
    """A person has left; what names them keeps its copy.

    Attributes:
        person_id: id of the profile and of the account.
        role: the role the person had.
        at: when.
    """

    person_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PreferencesChanged:
    """A person likes something else.

    Attributes:
        person_id: whose.
        language: of pages and messages, `fr` or `en`.
        at: when.
    """

    person_id: str
    language: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ContactChanged:
    """A person is reached in another way; how is nobody else's business.

    Attributes:
        person_id: whose.
        at: when.
    """

    person_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentAdded:
    """A file of a person arrived.

    Attributes:
        document_id: id of the document.
        owner_id: whose it is.
        kind: what it is about.
        at: when.
    """

    document_id: str
    owner_id: str
    kind: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved:
    """A file of a person is gone.

    Attributes:
        document_id: id of the document.
        owner_id: whose it was.
        at: when.
    """

    document_id: str
    owner_id: str
    at: datetime


profile_created = DomainSignal("users.profile.created.v1", ProfileCreated)
profile_changed = DomainSignal("users.profile.changed.v1", ProfileChanged)
profile_closed = DomainSignal("users.profile.closed.v1", ProfileClosed)
preferences_changed = DomainSignal("users.preferences.changed.v1", PreferencesChanged)
contact_changed = DomainSignal("users.contact.changed.v1", ContactChanged)
document_added = DomainSignal("users.document.added.v1", DocumentAdded)
document_removed = DomainSignal("users.document.removed.v1", DocumentRemoved)
