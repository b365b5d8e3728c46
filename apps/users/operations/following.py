"""Following the accounts: copies of address and role, and the profile's beginning and end."""

from datetime import datetime

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
    astray = [account for account in found if not _agree(account, known.get(account.id))]
    for account in astray:
        if account.id not in known:
            follow_creation(
                account_id=account.id,
                email=account.email,
                role=account.role,
                first_name="",
                last_name="",
                at=account.created_at,
            )
        follow_email(account_id=account.id, email=account.email, at=at)
        follow_role(account_id=account.id, role=account.role, at=at)
    return len(astray)


def _agree(account: AccountData, profile: Profile | None) -> bool:
    return profile is not None and (profile.email, profile.role) == (account.email, account.role)
