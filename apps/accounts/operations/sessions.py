"""What is written when somebody comes in, is refused, or is shown out."""

from datetime import datetime

from django.contrib.sessions.models import Session as AdminSession

from apps.accounts import events, rules
from apps.accounts.data import Origin, Role, SignedIn, SignInOutcome, is_signed_in
from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session
from apps.accounts.models.login_attempt import KEPT_FOR
from apps.accounts.models.tokens import TokenKind, mint
from apps.accounts.operations.changing import end_all_sessions, load, save
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError


class StaleVerdictError(ConflictError):
    """The account changed while its password was being checked: check again."""


@command
def open_session(
    *, account_id: str, verified_hash: str, upgraded_hash: str | None, origin: Origin, at: datetime
) -> SignedIn:
    """Let somebody in whose password was right, and give them tokens.

    Args:
        account_id: id of the account.
        verified_hash: the hash that the password was checked against.
        upgraded_hash: a better hash of the same password; None if that one is good enough.
        origin: where they come from.
        at: moment of the sign-in.

    Returns:
        Both tokens, and who signed in.

    Raises:
        AccountNotFoundError: if there is no such account any more.
        AccountIsClosedError: if it is closed for good.
        StaleVerdictError: if it has another password or became inactive meanwhile.
    """
    account = _admit(account_id, verified_hash, upgraded_hash, origin=origin, at=at)
    session = Session.begin(account, origin=origin, at=at)
    session.save(force_insert=True)
    access, refresh = (
        mint(
            kind=kind,
            account_id=account_id,
            role=Role(account.role),
            version=account.token_version,
            session_id=str(session.pk),
            at=at,
        )
        for kind in (TokenKind.ACCESS, TokenKind.REFRESH)
    )
    RefreshToken.of(refresh, session=session, at=at).save(force_insert=True)
    return SignedIn(
        access=access, refresh=refresh, session_id=str(session.pk), account=account.to_data()
    )


@command
def admit_to_admin(
    *, account_id: str, verified_hash: str, upgraded_hash: str | None, origin: Origin, at: datetime
) -> str:
    """Let somebody in whose password was right, to the admin, which has sessions of its own.

    Args:
        account_id: id of the account.
        verified_hash: the hash that the password was checked against.
        upgraded_hash: a better hash of the same password; None if that one is good enough.
        origin: where they come from.
        at: moment of the sign-in.

    Returns:
        Id of the account.

    Raises:
        AccountNotFoundError: if there is no such account any more.
        AccountIsClosedError: if it is closed for good.
        StaleVerdictError: if it has another password or became inactive meanwhile.
    """
    _admit(account_id, verified_hash, upgraded_hash, origin=origin, at=at)
    return account_id


@command
def record_refusal(
    *, email: str, account_id: str | None, reason: SignInOutcome, origin: Origin, at: datetime
) -> None:
    """Keep in the history that somebody was not let in.

    Args:
        email: address that was tried, whatever was typed.
        account_id: id of the account that has it, if any.
        reason: why not; for staff, never for who tried.
        origin: where they come from.
        at: moment of the attempt.
    """
    attempt = LoginAttempt.of(
        email=email, account_id=account_id, reason=reason, origin=origin, at=at
    )
    attempt.save(force_insert=True)


@command(allow=is_signed_in)
def end_sessions(*, account_id: str, at: datetime) -> None:
    """End all sessions of an account, over the API and in the admin.

    Args:
        account_id: id of the account.
        at: moment of the end.

    Raises:
        NotYourAccountError: unless by its owner or an administrator.
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
    """
    rules.check_is_own(current().actor, account_id=account_id)
    account = load(account_id)
    end_all_sessions(account, at=at)
    fact = events.SessionsEnded(account_id=account_id, at=at)
    events.sessions_ended.send(account, payload=fact)
    save(account)


def remove_expired(*, at: datetime) -> int:
    """Remove sessions, tokens and history whose time is over.

    The server removes ours by itself, a minute after they expire, unless somebody turned that
    off; the admin's sessions it does not know. No unit of work: each removal stands alone.

    Args:
        at: the present moment.

    Returns:
        Number of documents removed.
    """
    over = (
        AdminSession.objects.filter(expire_date__lt=at),
        Session.objects.filter(purge_at__lt=at),
        RefreshToken.objects.filter(expires_at__lt=at),
        LoginAttempt.objects.filter(at__lt=at - KEPT_FOR),
    )
    return sum(documents.delete()[0] for documents in over)


def _admit(
    account_id: str,
    verified_hash: str,
    upgraded_hash: str | None,
    *,
    origin: Origin,
    at: datetime,
) -> Account:
    account = load(account_id)
    if account.password != verified_hash or not account.is_active:
        raise StaleVerdictError("The account changed while its password was being checked.")
    if upgraded_hash is not None:
        account.password = upgraded_hash
    account.last_login = at
    attempt = LoginAttempt.of(
        email=account.email,
        account_id=account_id,
        reason=SignInOutcome.SIGNED_IN,
        origin=origin,
        at=at,
    )
    attempt.save(force_insert=True)
    fact = events.SignedIn(account_id=account_id, role=Role(account.role), at=at)
    events.signed_in.send(account, payload=fact)
    save(account)
    return account
