"""Everything one can ask about accounts, their sessions and their tokens."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from apps.accounts import rules
from apps.accounts.data import AccountCounts, AccountData, Role, SessionData
from apps.accounts.models import Account, Session
from apps.accounts.models.tokens import Claims, TokenKind, read
from yggdrasil.cqrs.query import query
from yggdrasil.errors import ForbiddenError, InvalidError, NotFoundError
from yggdrasil.ids import checked_id, to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page

MAX_LIST = 1_000


class AccountNotFoundError(NotFoundError):
    """There is no open account of that id."""


class ListTooLongError(InvalidError):
    """More accounts were asked for at once than are given."""


class RevokedTokenError(ForbiddenError):
    """The token was good, and no longer is."""


@dataclass(frozen=True, kw_only=True)
class AccountFilters:
    """Which accounts a list shall hold.

    Attributes:
        role: only this role.
        is_active: only those that may, or may not, sign in.
        email: only addresses that begin so.
    """

    role: Role | None = None
    is_active: bool | None = None
    email: str | None = None


@query
def get_account(*, account_id: str) -> AccountData:
    """Return an account.

    Args:
        account_id: id of the account.

    Returns:
        What neighbours may see of it.

    Raises:
        AccountNotFoundError: if there is none, or it is closed.
        InvalidIdError: if the text is no id.
    """
    account = Account.find(account_id)
    if account is None or account.closed_at is not None:
        raise AccountNotFoundError(f"There is no account {account_id}.")
    return account.to_data()


@query
def find_accounts(*, account_ids: tuple[str, ...]) -> tuple[AccountData, ...]:
    """Return several accounts by one read of the database.

    Args:
        account_ids: at most 1,000; the same one twice is one.

    Returns:
        The accounts in the order of the ids; unknown and closed ones are left out.

    Raises:
        ListTooLongError: if more are asked for at once.
        InvalidIdError: if one of the texts is no id.
    """
    if len(set(account_ids)) > MAX_LIST:
        raise ListTooLongError(f"Ask for at most {MAX_LIST} accounts at once.")
    wanted = dict.fromkeys(map(checked_id, account_ids))
    found = Account.objects.filter(pk__in=list(wanted), closed_at__isnull=True)
    by_id = {str(account.pk): account.to_data() for account in found}
    return tuple(by_id[account_id] for account_id in wanted if account_id in by_id)


@query
def find_account_by_email(*, email: str) -> AccountData | None:
    """Return the account of an e-mail address.

    Args:
        email: the address, in any case.

    Returns:
        The account; None if there is none.
    """
    account = Account.find_by_email(email)
    return account.to_data() if account is not None else None


@query
def list_accounts(
    *,
    role: Role | None = None,
    is_active: bool | None = None,
    after: str = "",
    limit: int = 100,
) -> tuple[AccountData, ...]:
    """Return open accounts, by e-mail.

    Args:
        role: only this role.
        is_active: only those that may, or may not, sign in.
        after: only those whose address comes after this one: the last of the part before.
        limit: most accounts, 1 to 1,000.

    Returns:
        The accounts.

    Raises:
        ListTooLongError: if more are asked for at once.
    """
    if not 1 <= limit <= MAX_LIST:
        raise ListTooLongError(f"Ask for 1 to {MAX_LIST} accounts at once, not {limit}.")
    found = _filtered(AccountFilters(role=role, is_active=is_active)).filter(email__gt=after)
    return tuple(account.to_data() for account in found.order_by("email")[:limit])


@query
def count_accounts() -> AccountCounts:
    """Return how many accounts there are.

    Returns:
        Open accounts by role, and how many of all may not sign in.
    """
    rows = Account.objects.filter(closed_at=None).values_list("role", "is_active")
    counts = list(rows.annotate(number=Count("id")))
    return AccountCounts(
        by_role={role: number for role, is_active, number in counts if is_active},
        inactive=sum(number for _, is_active, number in counts if not is_active),
    )


@query
def page_accounts(
    *, filters: AccountFilters, ordering: tuple[str, ...], window: Window
) -> Page[AccountData]:
    """Return a page of open accounts.

    Args:
        filters: which ones.
        ordering: columns to sort by.
        window: which part.

    Returns:
        The page.
    """
    return keyset_page(
        _filtered(filters), ordering=ordering, window=window, to_data=Account.to_data
    )


@query
def page_sessions(*, account_id: str, window: Window) -> Page[SessionData]:
    """Return a page of an account's sessions, the newest first.

    Args:
        account_id: whose.
        window: which part.

    Returns:
        The page, with sessions that have ended.
    """
    sessions = Session.objects.filter(account_id=to_object_id(account_id))
    return keyset_page(sessions, ordering=("-created_at",), window=window, to_data=Session.to_data)


@query
def get_token_holder(*, token: str, at: datetime) -> tuple[Account, Claims]:
    """Return the account that an access token speaks for, by one read of the database.

    Args:
        token: the token as sent.
        at: moment at which it has to be valid.

    Returns:
        The account itself, because REST framework wants a user, and what the token says.

    Raises:
        InvalidTokenError: if it is not an access token of ours.
        ExpiredTokenError: if its time is over.
        RevokedTokenError: if the account is gone or inactive, has another role, or ended its
            sessions since.
    """
    claims = read(token, kind=TokenKind.ACCESS, at=at)
    account = Account.find(claims.sub)
    if account is None or not account.is_active or account.closed_at is not None:
        raise RevokedTokenError("The account of this token may not sign in.")
    if (account.token_version, account.role) != (claims.ver, claims.role):
        raise RevokedTokenError("The token was revoked: sign in again.")
    return account, claims


def _filtered(filters: AccountFilters) -> QuerySet[Account]:
    found = Account.objects.filter(closed_at=None)
    if filters.role is not None:
        found = found.filter(role=filters.role.value)
    if filters.is_active is not None:
        found = found.filter(is_active=filters.is_active)
    if filters.email:
        # A range, unlike a pattern, is answered by the index.
        begin = rules.normalise_email(filters.email)
        found = found.filter(email__gte=begin, email__lt=begin + "\uffff")
    return found
