"""Following the accounts: copies of address and role, and the profile's beginning and end."""

from datetime import datetime
from typing import Any

from apps.accounts import api as accounts
from apps.accounts.data import AccountData, Role, is_system
from apps.users import events
from apps.users.data import ProfileChanges, Source
from apps.users.models import Contact, Profile
from apps.users.operations.profiles import create_profile, load, save, tell_changed
from yggdrasil.cqrs.command import command


@command(allow=is_system)
def follow_creation(
    *, account_id: str, email: str, role: Role, first_name: str, last_name: str, at: datetime
) -> None:
    """Make the profile of a new account, unless there is one.

    Args:
        account_id: id of the account, and so of the profile.
        email: its address.
        role: its role.
        first_name: given name as told at opening; may be empty.
        last_name: family name, likewise.
        at: moment of opening.
    """
    if Profile.find(account_id) is not None:
        return
    create_profile(
        person_id=account_id,
        email=email,
        role=role,
        at=at,
        says=ProfileChanges(first_name=first_name, last_name=last_name),
        source=Source.ACCOUNT,
    )


@command(allow=is_system)
def follow_email(*, account_id: str, email: str, at: datetime) -> None:
    """Copy an account's new address.

    Args:
        account_id: id of the account.
        email: the address from now on.
        at: moment of the change.

    Raises:
        PersonNotFoundError: if the profile is not there yet.
    """
    profile = load(account_id)
    if profile.email != email:
        profile.email = email
        tell_changed(profile, ("email",), at=at)


@command(allow=is_system)
def follow_role(*, account_id: str, role: Role, at: datetime) -> None:
    """Copy an account's new role.

    Args:
        account_id: id of the account.
        role: the role from now on.
        at: moment of the change.

    Raises:
        PersonNotFoundError: if the profile is not there yet.
    """
    profile = load(account_id)
    if profile.role != role:
        profile.role = role.value
        tell_changed(profile, ("role",), at=at)


@command(allow=is_system)
def follow_closing(*, account_id: str, at: datetime) -> None:
    """Close the profile of a closed account, and forget how to reach the person at home.

    Args:
        account_id: id of the account.
        at: moment of the closing.

    Raises:
        PersonNotFoundError: if the profile is not there yet.
    """
    profile = load(account_id)
    if profile.closed_at is not None:
        return
    profile.close(at=at)
    Contact.objects.filter(pk=profile.pk).delete()
    fact = events.ProfileClosed(person_id=account_id, role=Role(profile.role), at=at)
    events.profile_closed.send(profile, payload=fact)
    save(profile)


@command(allow=is_system)
def correct_copies(
    *, account_id: str, email: str, role: Role, seen_version: int, at: datetime
) -> None:
    """Correct a profile's copies of address and role, unless a fact was faster.

    Args:
        account_id: id of the account.
        email: its address, asked for after the profile was read.
        role: its role, likewise.
        seen_version: version of the profile as it was read; any other knows better.
        at: moment of the comparison.

    Raises:
        PersonNotFoundError: if there is no profile.
    """
    profile = load(account_id)
    if profile.version != seen_version:
        return
    wanted = {"email": email, "role": role.value}
    changed = tuple(name for name, value in wanted.items() if getattr(profile, name) != value)
    for name in changed:
        setattr(profile, name, wanted[name])
    tell_changed(profile, changed, at=at)


def mend_copies(*, at: datetime, batch: int = 500) -> int:
    """Make the profiles that are missing, and correct the copies that went astray.

    Facts do this within a second; this finds what was never told, for instance of accounts that
    were put into the database by hand. Each person is a unit of work of their own.

    Args:
        at: the present moment.
        batch: accounts asked for at once, 1 to 1,000.

    Returns:
        Number of people mended.
    """
    mended, last = 0, ""
    while found := accounts.list_accounts(after=last, limit=batch):
        mended += _mend(found, at=at)
        last = found[-1].email
    return mended


def _mend(found: tuple[AccountData, ...], *, at: datetime) -> int:
    keys = [account.id for account in found]
    known = {str(profile.pk): profile for profile in Profile.objects.filter(pk__in=keys)}
    # Asked once more, after the profiles were read: a change told meanwhile was no mistake.
    doubtful = tuple(one.id for one in found if not _agree(one, known.get(one.id)))
    astray = [
        account
        for account in accounts.find_accounts(account_ids=doubtful)
        if not _agree(account, known.get(account.id))
    ]
    for account in astray:
        _correct(account, known.get(account.id), at=at)
    return len(astray)


def _correct(account: AccountData, profile: Profile | None, *, at: datetime) -> None:
    says: dict[str, Any] = {
        "account_id": account.id,
        "email": account.email,
        "role": account.role,
    }
    if profile is None:
        follow_creation(**says, first_name="", last_name="", at=account.created_at)
    else:
        correct_copies(**says, seen_version=profile.version, at=at)


def _agree(account: AccountData, profile: Profile | None) -> bool:
    return profile is not None and (profile.email, profile.role) == (account.email, account.role)
