"""Shapes and words of the accounts app that others may hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yggdrasil.context import SYSTEM, Actor


class Role(StrEnum):
    """What an account is allowed to be; exactly one each."""

    ADMIN = "admin"
    STAFF = "staff"
    TEACHER = "teacher"
    STUDENT = "student"


_ADMINISTRATORS = frozenset({Role.ADMIN.value, SYSTEM.role})
_OFFICE = _ADMINISTRATORS | {Role.STAFF.value}
_TEACHING = _OFFICE | {Role.TEACHER.value}
_SIGNED_IN = _TEACHING | {Role.STUDENT.value}

# Who may do a thing at all: `@command(allow=is_office)`. The system itself may do all of it. Whose
# thing it is, is for each app's rules.


def is_system(actor: Actor) -> bool:
    """Return whether nobody asks: a fact was heard, or a time has come.

    Args:
        actor: who asks.
    """
    return actor.role == SYSTEM.role


def is_administrator(actor: Actor) -> bool:
    """Return whether somebody administers the school.

    Args:
        actor: who asks.
    """
    return actor.role in _ADMINISTRATORS


def is_office(actor: Actor) -> bool:
    """Return whether somebody works for the school as a whole: administrators and staff.

    Args:
        actor: who asks; the system itself counts as the office.

    Returns:
        True for them.
    """
    return actor.role in _OFFICE


def teaches(actor: Actor) -> bool:
    """Return whether somebody is a teacher, or of the office.

    Args:
        actor: who asks.
    """
    return actor.role in _TEACHING


def is_signed_in(actor: Actor) -> bool:
    """Return whether somebody has an account, of whatever role.

    Args:
        actor: who asks.
    """
    return actor.role in _SIGNED_IN


class SignInOutcome(StrEnum):
    """How an attempt to sign in ended; the person at the keyboard only learns "no"."""

    SIGNED_IN = "signed_in"
    UNKNOWN_EMAIL = "unknown_email"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a reason, not a secret
    INACTIVE = "inactive"


@dataclass(frozen=True, kw_only=True)
class AccountData:
    """An account as its neighbours see it: never its password.

    Attributes:
        id: id of the account; the same person's profile has the same id.
        email: lower case, unique.
        role: the one role.
        is_active: False for an account that may not sign in.
        created_at: when it was opened, UTC.
        last_login: when it last signed in, UTC; None before the first time.
    """

    id: str
    email: str
    role: Role
    is_active: bool
    created_at: datetime
    last_login: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SessionData:
    """One sign-in and how long it lasted.

    Attributes:
        id: id of the session, carried by its tokens.
        account_id: whose it is.
        ip: address of the client at sign-in.
        user_agent: what the client called itself.
        created_at: moment of the sign-in.
        last_seen_at: last moment it asked for tokens.
        expires_at: moment after which it cannot be renewed.
        ended_at: moment it was ended before that; None while it lives.
    """

    id: str
    account_id: str
    ip: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an attempt to sign in comes from.

    Attributes:
        ip: address of the client; empty if unknown.
        user_agent: what it calls itself.
    """

    ip: str = ""
    user_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """What somebody who signed in gets.

    Attributes:
        access: token for the next minutes, sent with every request.
        refresh: token for the next days, for new access tokens only.
        session_id: id of the session they belong to.
        account: who signed in.
    """

    access: str
    refresh: str
    session_id: str
    account: AccountData


@dataclass(frozen=True, kw_only=True)
class AccountCounts:
    """How many accounts there are.

    Attributes:
        by_role: open accounts that may sign in, by role.
        inactive: open accounts that may not.
    """

    by_role: dict[str, int]
    inactive: int
