"""Setting and changing passwords; hashing is slow on purpose and stays outside transactions."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from apps.accounts import events, rules
from apps.accounts.data import is_signed_in
from apps.accounts.models import Account
from apps.accounts.operations.changing import end_all_sessions, load, save
from apps.accounts.queries import AccountNotFoundError
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError, FieldError, ForbiddenError, InvalidError


class WeakPasswordError(InvalidError):
    """The password is too easily guessed."""


class WrongPasswordError(ForbiddenError):
    """The present password is another one."""


class PasswordChangedMeanwhileError(ConflictError):
    """Somebody else set another password at the same time."""


def check_strength(password: str, *, email: str, first_name: str = "", last_name: str = "") -> None:
    """Refuse a password that is easily guessed, by the validators of the settings.

    Args:
        password: as typed.
        email: address of the account; the password must not resemble it.
        first_name: given name, likewise.
        last_name: family name, likewise.

    Raises:
        UnusablePasswordError: if it cannot be a password.
        WeakPasswordError: with one field error for each validator that objects.
    """
    rules.check_can_be_password(password)
    person = Account(email=email)
    # No fields of an account, but what the validator of similarity looks at.
    vars(person).update(first_name=first_name, last_name=last_name)
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        fields = tuple(
            FieldError(field="password", message=one.messages[0], code=one.code or "invalid")
            for one in error.error_list
        )
        raise WeakPasswordError(" ".join(error.messages), errors=fields) from error


def change_password(
    *, account_id: str, current_password: str, new_password: str, at: datetime
) -> None:
    """Change one's own password; every session ends.

    Args:
        account_id: id of the account.
        current_password: the present password, as typed.
        new_password: the one to come, as typed.
        at: moment of the change.

    Raises:
        AccountNotFoundError: if there is no such account.
        WrongPasswordError: if the present password is another one.
        UnusablePasswordError: if the new one cannot be a password.
        WeakPasswordError: if it is easily guessed.
        PasswordChangedMeanwhileError: if somebody set another one at the same time.
    """
    account = _peek(account_id)
    is_plausible = rules.can_be_password(current_password)
    if not is_plausible or not check_password(current_password, account.password):
        raise WrongPasswordError("The present password is another one.")
    check_strength(new_password, email=account.email)
    keep_password(
        account_id=account_id,
        password_hash=make_password(new_password),
        expected_hash=account.password,
        at=at,
    )


def set_password(*, account_id: str, new_password: str, at: datetime) -> None:
    """Set somebody's password without knowing the present one; every session ends.

    Args:
        account_id: id of the account.
        new_password: the password, as typed.
        at: moment of the change.

    Raises:
        AccountNotFoundError: if there is no such account, or it is closed.
        UnusablePasswordError: if the text cannot be a password.
        WeakPasswordError: if it is easily guessed.
    """
    check_strength(new_password, email=_peek(account_id).email)
    keep_password(account_id=account_id, password_hash=make_password(new_password), at=at)


@command(allow=is_signed_in)
def keep_password(
    *, account_id: str, password_hash: str, at: datetime, expected_hash: str | None = None
) -> None:
    """Keep a new password hash, and end every session.

    Args:
        account_id: id of the account.
        password_hash: as Django's hashers spell it.
        at: moment of the change.
        expected_hash: the hash that must still be there; None takes any.

    Raises:
        NotYourAccountError: unless by its owner or an administrator.
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
        PasswordChangedMeanwhileError: if another hash is there.
    """
    rules.check_is_own(current().actor, account_id=account_id)
    account = load(account_id)
    if expected_hash is not None and account.password != expected_hash:
        raise PasswordChangedMeanwhileError(
            "The password was changed by somebody else just now: sign in again."
        )
    account.keep_password(password_hash, at=at)
    end_all_sessions(account, at=at)
    fact = events.PasswordChanged(account_id=account_id, at=at)
    events.password_changed.send(account, payload=fact)
    save(account)


def void_password(*, account_id: str, at: datetime) -> None:
    """Make an account's password worthless until another one is set; every session ends.

    Args:
        account_id: id of the account.
        at: moment of the change.

    Raises:
        AccountNotFoundError: if there is no such account.
        AccountIsClosedError: if it is closed for good.
    """
    # Django's spelling of "no password": no hasher accepts it.
    keep_password(account_id=account_id, password_hash=make_password(None), at=at)


def _peek(account_id: str) -> Account:
    account = Account.find(account_id)
    if account is None or account.closed_at is not None:
        raise AccountNotFoundError(f"There is no account {account_id}.")
    return account
