"""Shapes of the accounts app over HTTP."""

from dataclasses import dataclass
from datetime import datetime

from apps.accounts.data import AccountData, Role, SessionData, SignedIn
from yggdrasil.rest.serializers import DataSerializer


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What somebody types to sign in.

    Attributes:
        email: address, in any case.
        password: as typed, at most 128 characters.
    """

    email: str
    password: str


@dataclass(frozen=True, kw_only=True)
class SignedInUser:
    """Who signed in.

    Attributes:
        id: id of the account and of the profile.
        email: address of the account.
        role: the one role.
    """

    id: str
    email: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What somebody who signed in gets.

    Attributes:
        access: to be sent with every request, for a quarter of an hour.
        refresh: for new access tokens, for a week.
        user: who signed in.
    """

    access: str
    refresh: str
    user: SignedInUser

    @classmethod
    def of(cls, signed_in: SignedIn) -> "Tokens":
        """Return the answer to a sign-in."""
        account = signed_in.account
        return cls(
            access=signed_in.access,
            refresh=signed_in.refresh,
            user=SignedInUser(id=account.id, email=account.email, role=account.role),
        )


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One of one's own sessions.

    Attributes:
        id: id of the session.
        ip: address of the client at sign-in.
        user_agent: what the client called itself.
        created_at: moment of the sign-in.
        last_seen_at: last moment it asked for tokens.
        expires_at: moment after which it cannot be renewed.
        ended_at: moment it was ended before that; null while it lives.
        is_current: whether it is the one that asks.
    """

    id: str
    ip: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    is_current: bool

    @classmethod
    def of(cls, session: SessionData, *, current_id: str) -> "OwnSession":
        """Return a session as its owner sees it."""
        return cls(
            id=session.id,
            ip=session.ip,
            user_agent=session.user_agent,
            created_at=session.created_at,
            last_seen_at=session.last_seen_at,
            expires_at=session.expires_at,
            ended_at=session.ended_at,
            is_current=session.id == current_id,
        )


class CredentialsSerializer(DataSerializer[Credentials]):
    """Address and password."""


class TokensSerializer(DataSerializer[Tokens]):
    """Both tokens and who signed in."""


class AccountSerializer(DataSerializer[AccountData]):
    """An account."""


class OwnSessionSerializer(DataSerializer[OwnSession]):
    """One of one's own sessions."""
