"""What the accounts app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class AccountsConfig(ServiceConfig):
    """The accounts app."""

    name = "apps.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    owns = ("accounts", "sessions", "refresh_tokens", "login_history")
    needs = ()
