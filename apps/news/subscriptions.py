"""The facts the news app hears: authors who change."""

from dataclasses import dataclass
from typing import Any

from apps.news import operations
from yggdrasil.events.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class ChangedProfile:
    """What is needed of users.profile.changed."""

    person_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ChangedAccount:
    """What is needed of facts about an account."""

    account_id: str


def follow_profile(fact: ChangedProfile) -> None:
    """Show authors as their profiles do."""
    operations.follow_profile(account_id=fact.person_id, name=fact.name)


def mark_away(fact: ChangedAccount) -> None:
    """Show that an author is no longer there."""
    operations.mark_author(account_id=fact.account_id, is_active=False)


def mark_back(fact: ChangedAccount) -> None:
    """Show that an author is there again."""
    operations.mark_author(account_id=fact.account_id, is_active=True)


SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    Subscription(hears="users.profile.changed.v1", needs=ChangedProfile, does=follow_profile),
    Subscription(hears="accounts.account.deactivated.v1", needs=ChangedAccount, does=mark_away),
    Subscription(hears="accounts.account.closed.v1", needs=ChangedAccount, does=mark_away),
    Subscription(hears="accounts.account.reactivated.v1", needs=ChangedAccount, does=mark_back),
)
