"""What Django's settings name: how staff sign in to the admin, how old hashes are checked."""

from typing import Any, cast

from bcrypt import hashpw
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import BCryptPasswordHasher
from django.http import HttpRequest

from apps.accounts import operations
from apps.accounts.data import Origin
from apps.accounts.models import Account
from yggdrasil import clock

# bcrypt never looks further; the predecessor's library dropped the rest, today's refuses it.
_BCRYPT_BYTES = 72


class PredecessorPasswordHasher(BCryptPasswordHasher):
    """bcrypt as the predecessor used it: what follows the 72nd byte does not count.

    For checking only: the first sign-in replaces the hash by one of the preferred kind.
    """

    def encode(self, password: str, salt: bytes) -> str:  # type: ignore[override]  # as bcrypt's
        """Return the hash as Django spells it."""
        hashed = hashpw(password.encode()[:_BCRYPT_BYTES], salt)
        return f"{self.algorithm}${hashed.decode('ascii')}"

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the password is right; a damaged hash matches nothing."""
        try:
            return super().verify(password, encoded)
        except ValueError:
            return False


class EmailBackend(BaseBackend):
    """Sign in to the admin by e-mail address and password, as over the API."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_other: Any,
    ) -> Account | None:
        """Return the account if the person may come in, else None."""
        if username is None or password is None:
            return None
        try:
            account_id = operations.sign_in_to_admin(
                email=username, password=password, origin=origin_of(request), at=clock.now()
            )
        except (operations.SignInRefusedError, operations.TooManyAttemptsError):
            return None
        return self.get_user(account_id)

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a running session, if it may still be here."""
        account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and account.is_active else None


def origin_of(request: HttpRequest | None) -> Origin:
    """Return where a request comes from.

    Args:
        request: the request; None where there is none.

    Returns:
        Address and client. Behind proxies the address is the one that the outermost trusted
        proxy saw: whatever stands further left in X-Forwarded-For anybody can write.
    """
    if request is None:
        return Origin()
    ip = request.META.get("REMOTE_ADDR", "")
    trusted = cast("int", settings.YGGDRASIL["TRUSTED_PROXIES"])
    if trusted > 0:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        ip = passed[-trusted] if len(passed) >= trusted and passed[-trusted] else ip
    return Origin(ip=ip, user_agent=request.headers.get("User-Agent", ""))
