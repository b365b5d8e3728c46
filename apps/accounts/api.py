"""What neighbours may ask of accounts."""

from apps.accounts import queries
from apps.accounts.data import AccountCounts, AccountData, Role
from apps.accounts.queries import AccountNotFoundError, ListTooLongError
from yggdrasil.clients.procedure import procedure

__all__ = [
    "AccountNotFoundError",
    "ListTooLongError",
    "count_accounts",
    "find_account_by_email",
    "find_accounts",
    "get_account",
    "list_accounts",
]


@procedure
def get_account(*, account_id: str) -> AccountData:
    """Return an account.

    Args:
        account_id: id of the account.

    Returns:
        Its address, role and whether it may sign in.

    Raises:
        AccountNotFoundError: if there is none, or it is closed.
    """
    return queries.get_account(account_id=account_id)


@procedure
def find_accounts(*, account_ids: tuple[str, ...]) -> tuple[AccountData, ...]:
    """Return several accounts by one read of the database.

    Args:
        account_ids: at most 1,000; the same one twice is one.

    Returns:
        The accounts in the order of the ids; unknown and closed ones are left out.

    Raises:
        ListTooLongError: if more are asked for at once.
    """
    return queries.find_accounts(account_ids=account_ids)


@procedure
def find_account_by_email(*, email: str) -> AccountData | None:
    """Return the account of an e-mail address.

    Args:
        email: the address, in any case.

    Returns:
        The account; None if there is none.
    """
    return queries.find_account_by_email(email=email)


@procedure
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
    return queries.list_accounts(role=role, is_active=is_active, after=after, limit=limit)


@procedure
def count_accounts() -> AccountCounts:
    """Return how many accounts there are.

    Returns:
        Open accounts by role, and how many of all may not sign in.
    """
    return queries.count_accounts()
