"""What an account may be and become, decided without a database."""

import re
from collections.abc import Collection

from apps.accounts.data import Role, is_administrator
from yggdrasil.context import Actor
from yggdrasil.errors import ConflictError, FieldError, ForbiddenError, InvalidError

EMAIL_MAX_LENGTH = 254
# Longer ones would be work for the hashing only; the predecessor's bound.
PASSWORD_MAX_LENGTH = 128

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class InvalidEmailError(InvalidError):
    """The text cannot be an account's e-mail address."""


class UnusablePasswordError(InvalidError):
    """The text is too long, or holds what cannot be typed."""


class OwnAccountError(ForbiddenError):
    """Nobody takes their own rights away; somebody else must."""


class NotYourAccountError(ForbiddenError):
    """An account is its owner's and the administrators'."""


class LastAdminError(ConflictError):
    """Without this account nobody could administer the school."""


class AccountIsClosedError(ConflictError):
    """A closed account stays closed; open another one."""


def normalise_email(text: str) -> str:
    """Return the one spelling under which an e-mail address is kept and compared.

    Letters beyond ASCII are left alone: some of them, the Kelvin sign for one, become an ASCII
    letter in lower case, and so one person's address another's.

    Args:
        text: what somebody typed.

    Returns:
        The text without space around it, in lower case.
    """
    bare = text.strip()
    return bare.lower() if bare.isascii() else bare


def check_email(email: str, *, allowed_domains: Collection[str] = ()) -> str:
    """Return an e-mail address in the spelling that is kept.

    Args:
        email: what somebody typed.
        allowed_domains: domains of the school, lower case; none allows every domain.

    Returns:
        The address, normalised.

    Raises:
        InvalidEmailError: if it is not an ASCII address of at most 254 characters, or lies in
            another domain.

    Source: the predecessor took yggdrasil.edu and student.yggdrasil.edu only; which domains are
    a school's own is for its deployment to say.
    """
    kept = normalise_email(email)
    if len(kept) > EMAIL_MAX_LENGTH or not _EMAIL.fullmatch(kept):
        raise _invalid_email(f"{email!r:.80} is not an e-mail address.")
    domain = kept.rpartition("@")[2]
    if allowed_domains and domain not in allowed_domains:
        allowed = ", ".join(sorted(allowed_domains))
        raise _invalid_email(f"{domain} is not a domain of this school: {allowed}.")
    return kept


def can_be_email(text: str) -> bool:
    """Return whether it is worth looking for an account of this address.

    Args:
        text: what somebody typed, which may be anything.

    Returns:
        False for what no database holds as an address: too long, without `@`, not text.
    """
    return "@" in text and len(text) <= EMAIL_MAX_LENGTH and _is_text(text)


def email_of_closed_account(account_id: str) -> str:
    """Return the address that takes the place of a closed account's.

    Args:
        account_id: id of the account.

    Returns:
        An address that is unique and can never receive mail (RFC 2606 reserves `.invalid`).
    """
    return f"{account_id}@closed.invalid"


def can_be_password(text: str) -> bool:
    """Return whether a text could be anybody's password at all.

    Args:
        text: what somebody typed.

    Returns:
        False for an empty text, one of more than 128 characters, one with a NUL and one that is
        no Unicode text: no hasher has to look at those.
    """
    return 0 < len(text) <= PASSWORD_MAX_LENGTH and _is_text(text)


def check_can_be_password(text: str) -> None:
    """Refuse a text that could be nobody's password; strength is judged elsewhere.

    Args:
        text: what somebody typed.

    Raises:
        UnusablePasswordError: if it is empty, longer than 128 characters or not text.
    """
    if not can_be_password(text):
        message = f"A password has 1 to {PASSWORD_MAX_LENGTH} characters, none of them NUL."
        raise UnusablePasswordError(message, errors=(_field("password", message),))


def is_powerful(*, role: Role, is_active: bool) -> bool:
    """Return whether an account can administer the school.

    Args:
        role: its role.
        is_active: whether it may sign in.

    Returns:
        True for an active administrator.
    """
    return role is Role.ADMIN and is_active


def check_not_own(*, account_id: str, by: str) -> None:
    """Refuse that somebody demotes, deactivates or closes their own account.

    Args:
        account_id: whose rights are to be taken away.
        by: who asks; empty for the system.

    Raises:
        OwnAccountError: if they are the same.

    Source: the predecessor refused deletion only and let administrators lock themselves out.
    """
    if account_id == by:
        raise OwnAccountError("You cannot take your own rights away: ask another administrator.")


def check_is_own(actor: Actor, *, account_id: str) -> None:
    """Refuse that somebody does to another account what its owner may do.

    Args:
        actor: who asks.
        account_id: whose account it is.

    Raises:
        NotYourAccountError: unless it is their own; administrators and the system may.
    """
    if not (is_administrator(actor) or (bool(actor.id) and actor.id == account_id)):
        raise NotYourAccountError("This account is somebody else's: ask an administrator.")


def check_admin_remains(*, has_other: bool) -> None:
    """Refuse to take the rights of the last active administrator.

    Args:
        has_other: whether another active administrator remains.

    Raises:
        LastAdminError: if none does.
    """
    if not has_other:
        raise LastAdminError("This is the last active administrator: make somebody else one first.")


def check_is_open(*, account_id: str, is_closed: bool) -> None:
    """Refuse to change a closed account.

    Args:
        account_id: which one.
        is_closed: whether it is closed.

    Raises:
        AccountIsClosedError: if it is.
    """
    if is_closed:
        raise AccountIsClosedError(f"Account {account_id} is closed for good: open another one.")


def _is_text(text: str) -> bool:
    """Return whether it can be stored: JSON can carry halves of characters, UTF-8 cannot."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _invalid_email(message: str) -> InvalidEmailError:
    return InvalidEmailError(message, errors=(_field("email", message),))


def _field(name: str, message: str) -> FieldError:
    return FieldError(field=name, message=message)
