"""What every change of an account begins and ends with."""

from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from apps.accounts import rules
from apps.accounts.data import Role
from apps.accounts.models import Account, RefreshToken, Session
from apps.accounts.queries import AccountNotFoundError
from yggdrasil.errors import ConflictError, FieldError


class EmailTakenError(ConflictError):
    """Another account has this address."""


def load(account_id: str) -> Account:
    """Return an account to be changed.

    Args:
        account_id: id of the account.

    Returns:
        The account, as this unit of work sees it.

    Raises:
        AccountNotFoundError: if there is none.
        AccountIsClosedError: if it is closed for good.
    """
    account = Account.find(account_id)
    if account is None:
        raise AccountNotFoundError(f"There is no account {account_id}.")
    rules.check_is_open(account_id=account_id, is_closed=account.closed_at is not None)
    return account


def save(account: Account) -> None:
    """Save an account; the unique index decides who has an address.

    Args:
        account: the account, changed.

    Raises:
        EmailTakenError: if another account has its address.
    """
    try:
        account.save()
    except IntegrityError as error:
        message = f"{account.email} belongs to another account."
        field = FieldError(field="email", message=message, code="taken")
        raise EmailTakenError(message, errors=(field,)) from error


def end_all_sessions(account: Account, *, at: datetime) -> None:
    """Make every token of an account worthless, and say so in its sessions.

    Args:
        account: the account; the caller saves it.
        at: moment of the end.
    """
    account.end_sessions()
    Session.objects.filter(account_id=account.pk, ended_at=None).update(ended_at=at)
    RefreshToken.objects.filter(account_id=account.pk, revoked_at=None).update(revoked_at=at)


def check_may_lose_power(account: Account, *, by: str) -> None:
    """Refuse to take the rights of oneself or of the last active administrator.

    Args:
        account: the account as it still is.
        by: id of the account that asks; empty for the system.

    Raises:
        OwnAccountError: if the account is one's own.
        LastAdminError: if no other active administrator remains.
    """
    rules.check_not_own(account_id=str(account.pk), by=by)
    if not rules.is_powerful(role=Role(account.role), is_active=account.is_active):
        return
    other = (
        Account.objects.filter(role=Role.ADMIN.value, is_active=True).exclude(pk=account.pk).first()
    )
    rules.check_admin_remains(has_other=other is not None)
    if other is not None:
        # Writing to the one who remains makes two administrators who demote each other at once
        # collide; without it each would see the other remain. The value has to differ: writing
        # what is there already is no write to MongoDB.
        Account.objects.filter(pk=other.pk).update(version=F("version") + 1)
