"""What the accounts app tells: who may come in, and who came."""

from dataclasses import dataclass
from datetime import datetime

from apps.accounts.data import Role
from yggdrasil.events.signal import DomainSignal


@dataclass(frozen=True, kw_only=True)
class AccountCreated:
    """Somebody has an account now.

    Attributes:
        account_id: id of the account, and of the profile that will describe the person.
        email: address in the spelling that is kept.
        role: the one role.
        first_name: given name as told at opening; the account itself does not keep it.
        last_name: family name, likewise.
        at: when it was opened.
    """

    account_id: str
    email: str
    role: Role
    first_name: str
    last_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EmailChanged:
    """An account has another address.

    Attributes:
        account_id: id of the account.
        email: the address from now on.
        previous_email: the address until now.
        at: when.
    """

    account_id: str
    email: str
    previous_email: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RoleChanged:
    """An account has another role.

    Attributes:
        account_id: id of the account.
        role: the role from now on.
        previous_role: the role until now.
        at: when.
    """

    account_id: str
    role: Role
    previous_role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated:
    """An account may not sign in for now.

    Attributes:
        account_id: id of the account.
        role: its role.
        at: when.
    """

    account_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AccountReactivated:
    """An account may sign in again.

    Attributes:
        account_id: id of the account.
        role: its role.
        at: when.
    """

    account_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AccountClosed:
    """An account is closed for good; its id stays, its address is free.

    Attributes:
        account_id: id of the account.
        role: the role it had.
        at: when.
    """

    account_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PasswordChanged:
    """An account has another password, or none until somebody sets one.

    Attributes:
        account_id: id of the account.
        at: when.
    """

    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SessionsEnded:
    """All tokens of an account are worthless.

    Attributes:
        account_id: id of the account.
        at: when.
    """

    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Somebody came in.

    Attributes:
        account_id: id of the account.
        role: its role.
        at: when.
    """

    account_id: str
    role: Role
    at: datetime


account_created = DomainSignal("accounts.account.created.v1", AccountCreated)
email_changed = DomainSignal("accounts.account.email_changed.v1", EmailChanged)
role_changed = DomainSignal("accounts.account.role_changed.v1", RoleChanged)
account_deactivated = DomainSignal("accounts.account.deactivated.v1", AccountDeactivated)
account_reactivated = DomainSignal("accounts.account.reactivated.v1", AccountReactivated)
account_closed = DomainSignal("accounts.account.closed.v1", AccountClosed)
password_changed = DomainSignal("accounts.account.password_changed.v1", PasswordChanged)
sessions_ended = DomainSignal("accounts.account.sessions_ended.v1", SessionsEnded)
signed_in = DomainSignal("accounts.account.signed_in.v1", SignedIn)
