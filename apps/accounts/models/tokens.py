"""Tokens as the client carries them; of refresh tokens the database keeps a hash only."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

import jwt
from django.conf import settings
from django.utils.crypto import salted_hmac

from apps.accounts.data import Role
from yggdrasil import ids
from yggdrasil.errors import InvalidError

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=7)

ISSUER = "yggdrasil-auth-service"
AUDIENCE = "yggdrasil-platform"
_ALGORITHM = "HS256"
_REQUIRED = ["sub", "role", "ver", "sid", "type", "iss", "aud", "iat", "exp", "jti"]
# Nothing we mint is longer; longer ones are not worth a signature check.
_MAX_LENGTH = 2_000


class InvalidTokenError(InvalidError):
    """The text is not a token of ours."""


class ExpiredTokenError(InvalidError):
    """The token was one of ours, once."""


class TokenKind(StrEnum):
    """What a token is good for."""

    ACCESS = "access"
    REFRESH = "refresh"


LIFETIMES = {TokenKind.ACCESS: ACCESS_LIFETIME, TokenKind.REFRESH: REFRESH_LIFETIME}


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a token says; the names are those of RFC 7519 and short ones of ours.

    Attributes:
        sub: id of the account.
        role: its role when the token was made.
        ver: its token version then; another one now makes the token worthless.
        sid: id of the session.
        type: access or refresh.
        jti: id of the token.
        iat: when it was made, whole seconds since 1970.
        exp: when it ends, likewise.
    """

    sub: str
    role: Role
    ver: int
    sid: str
    type: TokenKind
    jti: str
    iat: int
    exp: int


def mint(
    *, kind: TokenKind, account_id: str, role: Role, version: int, session_id: str, at: datetime
) -> str:
    """Return a new token.

    Args:
        kind: what it shall be good for; decides how long.
        account_id: whose it is.
        role: the account's role.
        version: the account's token version.
        session_id: session it belongs to.
        at: moment from which its lifetime counts.

    Returns:
        A signed JWT.
    """
    claims = Claims(
        sub=account_id,
        role=role,
        ver=version,
        sid=session_id,
        type=kind,
        jti=ids.new_id(),
        iat=int(at.timestamp()),
        exp=int((at + LIFETIMES[kind]).timestamp()),
    )
    return jwt.encode({**asdict(claims), "iss": ISSUER, "aud": AUDIENCE}, _keys()[0], _ALGORITHM)


def read(token: str, *, kind: TokenKind, at: datetime) -> Claims:
    """Return what a token says.

    Args:
        token: what the client sent.
        kind: what it has to be good for.
        at: moment at which it has to be valid.

    Returns:
        Its claims, all present and of their types.

    Raises:
        InvalidTokenError: if it is not a token of ours, of that kind.
        ExpiredTokenError: if it is one, but its time is over.
    """
    claims = _claims(_verified(token))
    if claims.type is not kind:
        raise InvalidTokenError(f"This is a token for {claims.type}, not for {kind}.")
    if claims.exp <= at.timestamp():
        raise ExpiredTokenError("The token has expired: sign in again.")
    return claims


def digest(token: str) -> str:
    """Return what is kept of a token.

    Args:
        token: the token.

    Returns:
        Its SHA-256, 64 hexadecimal digits. A token is random enough to need no salt.
    """
    return sha256(token.encode()).hexdigest()


def _verified(token: str) -> dict[str, Any]:
    if len(token) > _MAX_LENGTH:
        raise InvalidTokenError("The token is too long to be one of ours.")
    for key in _keys():
        try:
            # Time is compared by the house's clock, in `read`.
            return jwt.decode(
                token,
                key,
                algorithms=[_ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidSignatureError:
            continue
        except (jwt.InvalidTokenError, ValueError):
            break
    raise InvalidTokenError("The token is not one of ours.")


def _claims(said: dict[str, Any]) -> Claims:
    try:
        return Claims(
            sub=str(said["sub"]),
            role=Role(said["role"]),
            ver=int(said["ver"]),
            sid=str(said["sid"]),
            type=TokenKind(said["type"]),
            jti=str(said["jti"]),
            iat=int(said["iat"]),
            exp=int(said["exp"]),
        )
    except (TypeError, ValueError):
        raise InvalidTokenError("The token is not one of ours.") from None


def _keys() -> list[bytes]:
    """Return the signing key, and those of older secrets that are still honoured."""
    return [
        salted_hmac("apps.accounts.tokens", "v1", secret=secret, algorithm="sha256").digest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
