"""Everything one can change about people."""

from apps.users.operations.following import (
    correct_copies,
    follow_closing,
    follow_creation,
    follow_email,
    follow_role,
    mend_copies,
)
from apps.users.operations.profiles import (
    ProfileExistsError,
    StudentIdTakenError,
    change_profile,
    create_profile,
)
from apps.users.operations.records import (
    DocumentNotFoundError,
    add_document,
    change_contact,
    change_preferences,
    remove_document,
)

__all__ = [
    "DocumentNotFoundError",
    "ProfileExistsError",
    "StudentIdTakenError",
    "add_document",
    "change_contact",
    "change_preferences",
    "change_profile",
    "correct_copies",
    "create_profile",
    "follow_closing",
    "follow_creation",
    "follow_email",
    "follow_role",
    "mend_copies",
    "remove_document",
]
