"""Shapes and words of the accounts app that others may hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account is allowed to be; exactly one each."""

    ADMIN = "admin"
    STAFF = "staff"
    TEACHER = "teacher"
    STUDENT = "student"


@dataclass(frozen=True, kw_only=True)
class AccountData:
    """An account as its neighbours see it: never its password.

    Attributes:
        id: id of the account; the same person's profile has the same id.
        email: lower case, unique.
        role: the one role.
        is_active: False for an account that may not sign in.
        created_at: when it was opened, UTC.
    """

    id: str
    email: str
    role: Role
    is_active: bool
    created_at: datetime
