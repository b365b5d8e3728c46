"""How often somebody may try a password: counted in the cache, gone when the time is over."""

import math
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache

from apps.accounts.rules import normalise_email
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger

WINDOW = timedelta(minutes=5)
# A person who forgot tries a few times; a program that guesses tries thousands.
MOST_PER_ACCOUNT = 10
# A whole school may sit behind one address.
MOST_PER_ADDRESS = 200

log = get_logger(__name__)


class TooManyAttemptsError(UnavailableError):
    """Too many passwords were tried; waiting helps.

    Attributes:
        retry_after_seconds: how long to wait.
    """

    retry_after_seconds: int = math.ceil(WINDOW.total_seconds())


def count_attempt(*, email: str, ip: str, at: datetime) -> None:
    """Count an attempt, before the password is looked at.

    Without the cache nothing is counted and everybody may try: a school that cannot sign in at
    all is worse off than one whose passwords are only protected by their strength for an hour.

    Args:
        email: address that is tried.
        ip: where from.
        at: moment of the attempt.

    Raises:
        TooManyAttemptsError: if this account was tried too often from there, or too many were.
    """
    window, remaining_seconds = _window(at)
    limits = {_account_key(email, ip, window): MOST_PER_ACCOUNT}
    if ip:
        limits[_address_key(ip, window)] = MOST_PER_ADDRESS
    if any(_raised(key) > most for key, most in limits.items()):
        error = TooManyAttemptsError(
            f"Too many attempts: try again in {remaining_seconds} seconds."
        )
        error.retry_after_seconds = remaining_seconds
        raise error


def forget_attempts(*, email: str, ip: str, at: datetime) -> None:
    """Forget the attempts on an account whose password was right in the end.

    Args:
        email: its address.
        ip: where from.
        at: moment of the sign-in.
    """
    window, _remaining = _window(at)
    try:
        cache.delete(_account_key(email, ip, window))
        if ip:
            cache.decr(_address_key(ip, window))
    except ValueError:
        pass  # the window has ended meanwhile
    except Exception as error:  # noqa: BLE001 - whatever the cache's client raises
        log.warning("Attempts to sign in cannot be forgotten.", error=str(error))


def _raised(key: str) -> int:
    """Return the counter after raising it; 0 without the cache."""
    try:
        cache.add(key, 0, timeout=2 * WINDOW.total_seconds())
        return int(cache.incr(key))
    except Exception as error:  # noqa: BLE001 - whatever the cache's client raises
        log.warning("Attempts to sign in are not counted.", error=str(error))
        return 0


def _window(at: datetime) -> tuple[int, int]:
    """Return the number of the present window, and the seconds until the next one."""
    number, passed = divmod(at.timestamp(), WINDOW.total_seconds())
    return int(number), math.ceil(WINDOW.total_seconds() - passed)


def _account_key(email: str, ip: str, window: int) -> str:
    tried = f"{normalise_email(email)}\n{ip}".encode("utf-8", "replace")
    return f"sign-in:account:{window}:{sha256(tried).hexdigest()}"


def _address_key(ip: str, window: int) -> str:
    return f"sign-in:address:{window}:{sha256(ip.encode()).hexdigest()}"
