"""How the predecessor's users become profiles, preferences and contacts, and the way back."""

from collections import Counter
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any

from apps.accounts.data import Role
from apps.users import rules
from apps.users.data import FontSize, Language, Source
from apps.users.models import (
    Accessibility,
    Contact,
    EmergencyContact,
    Notifications,
    Preferences,
    Profile,
    Provenance,
)
from yggdrasil.cutover.mapping.addresses import folded_email, kept_email
from yggdrasil.cutover.mapping.collection import (
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word
from yggdrasil.cutover.mapping.lists import Texts
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.table import Column, Part, Table, blank_of

_OPTIONAL = ("photo", "studentId", "department", "bio", "officeHours", "contactInfo")
_TOLD_OF_ABSENCE = tuple((name, f"no {name}") for name in _OPTIONAL)
# Many people share a name.
_sort_key = lru_cache(maxsize=4096)(rules.sort_key)

_EMERGENCY = Table(
    EmergencyContact,
    [
        Column("name", "name", Text(limit=100), is_optional=True),
        Column("phone", "phone", Text(limit=30), is_optional=True),
        Column("relation", "relation", Text(limit=50), is_optional=True),
    ],
)
_CONTACT = Table(
    Contact,
    [
        Column("phone", "phone", Text(limit=30), is_optional=True),
        Column("address", "address", Text(limit=500), is_optional=True),
        Column("emergencyContact", "emergency", Part(table=_EMERGENCY, or_none=True)),
    ],
)
_PROFILE = Table(
    Profile,
    [
        Column("firstName", "first_name", Text(limit=rules.NAME_MAX_LENGTH)),
        Column("lastName", "last_name", Text(limit=rules.NAME_MAX_LENGTH)),
        Column("photo", "photo", Text(limit=500), is_optional=True),
        Column("studentId", "student_id", Text(limit=30, empty=None), is_optional=True),
        Column("department", "department", Text(limit=100), is_optional=True),
        Column("bio", "bio", Text(limit=rules.BIO_MAX_LENGTH), is_optional=True),
        Column("officeHours", "office_hours", Text(limit=200), is_optional=True),
        Column("specialties", "specialties", Texts(limit=50)),
    ],
)
_PREFERENCES = Table(
    Preferences,
    [
        Column("language", "language", Word(words=Language, default=Language.FRENCH)),
        Column(
            "notifications",
            "notifications",
            Part(
                table=Table(
                    Notifications,
                    [
                        Column("scheduleChanges", "schedule_changes", Flag(empty=True)),
                        Column("newAnnouncements", "new_announcements", Flag(empty=True)),
                        Column("assignmentReminders", "assignment_reminders", Flag(empty=True)),
                    ],
                )
            ),
        ),
        Column(
            "accessibility",
            "accessibility",
            Part(
                table=Table(
                    Accessibility,
                    [
                        Column("colorblindMode", "colorblind_mode", Flag()),
                        Column(
                            "fontSize",
                            "font_size",
                            Word(words=FontSize, default=FontSize.MEDIUM),
                        ),
                        Column("highContrast", "high_contrast", Flag()),
                    ],
                )
            ),
        ),
    ],
)
# What else of the user a profile repeats; read here, carried by the accounts app.
_COPIED = Table(
    None,
    [
        Column("_id", "_id", Identity(collection="users")),
        Column("role", "role", Word(words=Role, default=Role.STUDENT)),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)
# How they stand in a user.
_PROFILE_PART = Part(table=_PROFILE)
_CONTACT_PART = Part(table=_CONTACT, or_none=True)
_PREFERENCES_PART = Part(table=_PREFERENCES)


def student_id(user: Document) -> Hashable | None:
    """Return the number on the card; None without one."""
    profile = user.get("profile")
    number = profile.get("studentId") if isinstance(profile, dict) else None
    return number if isinstance(number, str) and number else None


def split_user(user: Document, known: Known) -> Parts:
    """Return what is known about the person behind a user.

    Args:
        user: the predecessor's document.
        known: whose number and whose e-mail are taken, under `student_id` and `email`.

    Returns:
        A profile and preferences; a contact if the predecessor has one. The second holder of a
        number gets a profile without it.
    """
    parts = Parts()
    common = _COPIED.split(user, [])
    common["created_at"] = created_at(common)
    common["updated_at"] = updated_at(common)
    old = user["profile"] if isinstance(user.get("profile"), dict) else {}
    profile = _PROFILE_PART.read(user.get("profile"), "profile", parts.findings)
    profile |= common
    profile |= _derived(profile, user, known)
    if user["_id"] in known["student_id"]:
        number, profile["student_id"] = profile["student_id"], None
        found = Finding(Sort.CONFLICT, "student_id_taken", "profile.studentId", number)
        parts.findings.append(found)
    likes = _PREFERENCES_PART.read(user.get("preferences"), "preferences", parts.findings)
    contact = _CONTACT_PART.read(old.get("contactInfo"), "profile.contactInfo", parts.findings)
    del common["role"]
    parts.documents += [(Profile, profile), (Preferences, likes | common)]
    if contact is not None:
        parts.documents.append((Contact, contact | common))
    parts.tallies += [told for name, told in _TOLD_OF_ABSENCE if old.get(name) is None]
    return parts


def merge_user(found: Found) -> Document | None:
    """Return the fields of a user that the users app carries.

    Args:
        found: profile, preferences and contact.
    """
    user: Document = {}
    profile = found.one(Profile)
    if profile is not None:
        user["profile"] = _PROFILE.merge(profile)
        contact = found.one(Contact)
        if contact is not None:
            user["profile"]["contactInfo"] = _CONTACT.merge(contact)
    preferences = found.one(Preferences)
    if preferences is not None:
        user["preferences"] = _PREFERENCES.merge(preferences)
    return user


def _derived(profile: Document, user: Document, known: Known) -> Document:
    is_taken = user["_id"] in known["email"]
    given = _sort_key(profile["first_name"])
    return {
        "student_id": profile["student_id"] or None,
        "email": kept_email(user, key=profile["_id"], is_taken=is_taken),
        # The key of both names, one behind the other: the space keeps them apart.
        "sort_name": f"{_sort_key(profile['last_name'])} {given}".strip(),
        "given_name_key": given,
        "metadata": _metadata(),
    }


@cache
def _metadata() -> Document:
    return {**blank_of(Provenance), "source": Source.PREDECESSOR.value}


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return which optional fields the predecessor's profiles lack.

    Args:
        tallies: counted by `split_user`.
    """
    return {
        "profiles_without": {name: tallies[f"no {name}"] for name in _OPTIONAL},
        "student_ids_taken": tallies["conflict.student_id_taken"],
    }


MAPPINGS = (
    CollectionMapping(
        source="users",
        names=("users",),
        into=(Profile, Preferences, Contact),
        owns=("profile", "preferences"),
        reads=("email", "role", "createdAt", "updatedAt"),
        split=split_user,
        merge=merge_user,
        finds=(Find(Profile), Find(Preferences), Find(Contact)),
        uniques=(
            Unique(name="student_id", fields=("profile.studentId",), value=student_id),
            Unique(name="email", fields=("email",), value=folded_email),
        ),
    ),
)

MEANINGS = {
    "student_id_taken": "Two users have the same number; the later one's profile has none.",
}

IGNORED = {
    "userprofiles": "A copy of the users' profiles that no service of the predecessor reads."
}
