"""What an account may be, decided without a database."""

import unicodedata

from yggdrasil.errors import InvalidError

EMAIL_MAX_LENGTH = 254


class InvalidEmailError(InvalidError):
    """The text cannot be an account's e-mail address."""


def normalise_email(text: str) -> str:
    """Return the one spelling under which an e-mail address is kept and compared.

    Args:
        text: what somebody typed.

    Returns:
        The text in Unicode's composed form, without space around it, in lower case. Look-alikes
        stay different: only a different case is the same address.
    """
    return unicodedata.normalize("NFC", text).strip().lower()


def email_of_closed_account(account_id: str) -> str:
    """Return the address that takes the place of a closed account's.

    Args:
        account_id: id of the account.

    Returns:
        An address that is unique and can never receive mail (RFC 2606 reserves `.invalid`).
    """
    return f"{account_id}@closed.invalid"
