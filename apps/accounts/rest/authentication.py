"""Who asks over HTTP: whoever sends an access token of ours."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.accounts import queries
from apps.accounts.models import Account
from apps.accounts.models.tokens import Claims
from yggdrasil import clock
from yggdrasil.errors import YggdrasilError

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>` (RFC 6750).

    The admin's session is no way in: a browser would send it along from any page.
    """

    def authenticate(self, request: Request) -> tuple[Account, Claims] | None:
        """Return the account and what its token said; None where no token was sent."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != SCHEME.lower() or not token.strip():
            raise AuthenticationFailed("Send 'Authorization: Bearer <token>'.", "invalid_token")
        try:
            return queries.get_token_holder(token=token.strip(), at=clock.now())
        except YggdrasilError as error:
            raise AuthenticationFailed(error.message, error.code) from error

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge for who is not signed in."""
        sent = bool(request.headers.get("Authorization"))
        return f'{SCHEME} realm="yggdrasil"' + (', error="invalid_token"' if sent else "")
