"""Opening, changing and closing accounts."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.hashers import make_password

from apps.accounts import events, rules
from apps.accounts.data import Role, is_administrator
from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session
from apps.accounts.operations.changing import check_may_lose_power, end_all_sessions, load, save
from apps.accounts.operations.passwords import check_strength
from yggdrasil import ids
from yggdrasil.cqrs.command import command


def create_account(
    *,
    email: str,
    password: str,
    role: Role,
    at: datetime,
    first_name: str = "",
    last_name: str = "",
) -> str:
    """Open an account with a password of its own.

    Args:
        email: address to sign in with, in any case.
        password: as typed.
        role: the one role.
        at: moment of opening.
        first_name: given name, told on but not kept here.
        last_name: family name, likewise.

    Returns:
        Id of the account.

    Raises:
        InvalidEmailError: if it is no address of this school.
        UnusablePasswordError: if the password cannot be one.
        WeakPasswordError: if it is easily guessed.
        EmailTakenError: if another account has the address.
    """
    check_strength(password, email=email, first_name=first_name, last_name=last_name)
    return open_account(
        email=email,
        # Slow on purpose: not within a transaction, and not again when that is retried.
        password_hash=make_password(password),
        role=role,
        at=at,
        first_name=first_name,
        last_name=last_name,
    )


@command(allow=is_administrator)
def open_account(
    *,
    email: str,
    password_hash: str,
    role: Role,
    at: datetime,
    first_name: str = "",
    last_name: str = "",
    account_id: str | None = None,
) -> str:
    """Open an account whose password is already hashed.

    Args:
        email: address to sign in with, in any case.
        password_hash: as Django's hashers spell it.
        role: the one role.
        at: moment of opening.
        first_name: given name, told on but not kept here.
        last_name: family name, likewise.
        account_id: an id that must be kept; a new one if left out.

    Returns:
        Id of the account.

    Raises:
        InvalidEmailError: if it is no address of this school.
        EmailTakenError: if another account has the address.
    """
    account = Account.open(
        account_id=account_id or ids.new_id(),
        email=_school_email(email),
        role=role,
        password_hash=password_hash,
        at=at,
    )
    fact = events.AccountCreated(
        account_id=str(account.pk),
        email=account.email,
        role=role,
        first_name=first_name,
        last_name=last_name,
        at=at,
    )
    events.account_created.send(account, payload=fact)
    save(account)
    return str(account.pk)


@command(allow=is_administrator)
def change_account(
    *,
    account_id: str,
    by: str,
    at: datetime,
    email: str | None = None,
    role: Role | None = None,
    is_active: bool | None = None,
) -> None:
    """Change an account's address, role or right to sign in; what is left out stays.

    Args:
        account_id: id of the account.
        by: id of the account that asks; empty for the system.
        at: moment of the change.
        email: another address, in any case.
        role: another role; ends all sessions, because tokens carry the old one.
        is_active: whether it may sign in; taking this away ends all sessions.

    Raises:
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
        InvalidEmailError: if the address is none of this school.
        EmailTakenError: if another account has it.
        OwnAccountError: if it is one's own role or right to sign in.
        LastAdminError: if no other active administrator would remain.
    """
    account = load(account_id)
    if email is not None:
        _change_email(account, email, at=at)
    if role is not None:
        _change_role(account, role, by=by, at=at)
    if is_active is not None:
        _change_activity(account, is_active=is_active, by=by, at=at)
    save(account)


@command(allow=is_administrator)
def deactivate_account(*, account_id: str, by: str, at: datetime) -> None:
    """Take the right to sign in from an account, and end its sessions.

    Args:
        account_id: id of the account.
        by: id of the account that asks; empty for the system.
        at: moment of the change.

    Raises:
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
        OwnAccountError: if it is one's own.
        LastAdminError: if no other active administrator would remain.
    """
    change_account(account_id=account_id, by=by, at=at, is_active=False)


@command(allow=is_administrator)
def reactivate_account(*, account_id: str, by: str, at: datetime) -> None:
    """Give the right to sign in back to an account.

    Args:
        account_id: id of the account.
        by: id of the account that asks; empty for the system.
        at: moment of the change.

    Raises:
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
    """
    change_account(account_id=account_id, by=by, at=at, is_active=True)


@command(allow=is_administrator)
def close_account(*, account_id: str, by: str, at: datetime) -> None:
    """Close an account for good: its credentials, sessions and login history are gone.

    Its id stays, because documents of other homes point at it; its address is free again.

    Args:
        account_id: id of the account.
        by: id of the account that asks; empty for the system.
        at: moment of the closing.

    Raises:
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed already.
        OwnAccountError: if it is one's own.
        LastAdminError: if no other active administrator would remain.
    """
    account = load(account_id)
    check_may_lose_power(account, by=by)
    account.close(at=at)
    for kind in (Session, RefreshToken, LoginAttempt):
        kind.objects.filter(account_id=account.pk).delete()
    fact = events.AccountClosed(account_id=account_id, role=Role(account.role), at=at)
    events.account_closed.send(account, payload=fact)
    save(account)


def _school_email(email: str) -> str:
    domains = cast("list[str]", settings.YGGDRASIL["EMAIL_DOMAINS"])
    return rules.check_email(email, allowed_domains=domains)


def _change_email(account: Account, email: str, *, at: datetime) -> None:
    previous, kept = account.email, _school_email(email)
    if kept == previous:
        return
    account.email = kept
    fact = events.EmailChanged(
        account_id=str(account.pk), email=kept, previous_email=previous, at=at
    )
    events.email_changed.send(account, payload=fact)


def _change_role(account: Account, role: Role, *, by: str, at: datetime) -> None:
    previous = Role(account.role)
    if role is previous:
        return
    check_may_lose_power(account, by=by)
    account.role = role.value
    end_all_sessions(account, at=at)
    fact = events.RoleChanged(account_id=str(account.pk), role=role, previous_role=previous, at=at)
    events.role_changed.send(account, payload=fact)


def _change_activity(account: Account, *, is_active: bool, by: str, at: datetime) -> None:
    if is_active == account.is_active:
        return
    told: dict[str, Any] = {"account_id": str(account.pk), "role": Role(account.role), "at": at}
    if is_active:
        account.is_active = True
        events.account_reactivated.send(account, payload=events.AccountReactivated(**told))
        return
    check_may_lose_power(account, by=by)
    account.is_active = False
    end_all_sessions(account, at=at)
    events.account_deactivated.send(account, payload=events.AccountDeactivated(**told))
