"""Sessions, tokens and the login history: to look at."""

from django.contrib.admin import display

from apps.accounts.models import Account, RefreshToken, Session
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin


def _addresses(ids: tuple[str, ...]) -> dict[str, str]:
    accounts = Account.objects.filter(pk__in=ids).values_list("pk", "email")
    return {str(key): email for key, email in accounts}


_ACCOUNT = Named("account_id", ask=_addresses, description="account")


class SessionAdmin(HomeAdmin):
    """Sessions over the API."""

    list_display = ("email", "ip", "user_agent", "created_at", "last_seen_at", "is_live")
    readonly_fields = ()
    ordering = ("-created_at",)

    @display(boolean=True, description="live")
    def is_live(self, obj: Session) -> bool:
        return obj.ended_at is None and obj.expires_at > clock.now()


class RefreshTokenAdmin(HomeAdmin):
    """Refresh tokens, without their hashes."""

    list_display = ("issued_at", _ACCOUNT, "session_id", "expires_at", "used_at", "is_revoked")
    exclude = ("token_hash",)
    readonly_fields = (_ACCOUNT,)
    ordering = ("-issued_at",)

    @display(boolean=True, description="revoked")
    def is_revoked(self, obj: RefreshToken) -> bool:
        return obj.revoked_at is not None


class LoginAttemptAdmin(HomeAdmin):
    """Who came in, who was refused, and why."""

    list_display = ("at", "email", "success", "reason", "ip", "user_agent")
    list_filter = ("success", "reason")
    readonly_fields = ()
    ordering = ("-at",)
