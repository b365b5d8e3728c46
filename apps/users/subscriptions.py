"""What the users app hears: accounts that come, change and go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.accounts.data import Role
from apps.users import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What is needed of accounts.account.created."""

    account_id: str
    email: str
    role: Role
    first_name: str
    last_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewEmail:
    """What is needed of accounts.account.email_changed."""

    account_id: str
    email: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewRole:
    """What is needed of accounts.account.role_changed."""

    account_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ClosedAccount:
    """What is needed of accounts.account.closed."""

    account_id: str
    at: datetime


def make_profile(fact: NewAccount) -> None:
    """Make the profile of a new account."""
    operations.follow_creation(
        account_id=fact.account_id,
        email=fact.email,
        role=fact.role,
        first_name=fact.first_name,
        last_name=fact.last_name,
        at=fact.at,
    )


def copy_email(fact: NewEmail) -> None:
    """Copy the new address."""
    operations.follow_email(account_id=fact.account_id, email=fact.email, at=fact.at)


def copy_role(fact: NewRole) -> None:
    """Copy the new role."""
    operations.follow_role(account_id=fact.account_id, role=fact.role, at=fact.at)


def close_profile(fact: ClosedAccount) -> None:
    """Close the profile with its account."""
    operations.follow_closing(account_id=fact.account_id, at=fact.at)


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    Subscription(hears="accounts.account.created.v1", needs=NewAccount, does=make_profile),
    Subscription(hears="accounts.account.email_changed.v1", needs=NewEmail, does=copy_email),
    Subscription(hears="accounts.account.role_changed.v1", needs=NewRole, does=copy_role),
    Subscription(hears="accounts.account.closed.v1", needs=ClosedAccount, does=close_profile),
)
