"""Documents of the accounts app: credentials and what is needed to check them."""

from apps.accounts.models.account import Account, SecuritySettings
from apps.accounts.models.login_attempt import LoginAttempt
from apps.accounts.models.session import RefreshToken, Session

__all__ = ["Account", "LoginAttempt", "RefreshToken", "SecuritySettings", "Session"]
