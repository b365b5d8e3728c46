"""Sessions, tokens and the login history: to look at."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.accounts.models import Account, RefreshToken, Session
from apps.accounts.rules import normalise_email
from yggdrasil import clock
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.ids import is_id


def _addresses(ids: tuple[str, ...]) -> dict[str, str]:
    accounts = Account.objects.filter(pk__in=ids).values_list("pk", "email")
    return {str(key): email for key, email in accounts}


def _session_places(ids: tuple[str, ...]) -> dict[str, str]:
    sessions = Session.objects.filter(pk__in=ids).values_list("pk", "ip")
    return {str(key): ip for key, ip in sessions}


_SESSION = Named("session_id", ask=_session_places, description="session from")
_ACCOUNT = Named("account_id", ask=_addresses, description="account")


class HistoryAdmin(HomeAdmin):
    """What happened to accounts, found by whose it is."""

    # Django shows a search box only where this names something.
    search_fields = ("account_id",)
    search_help_text = "Whole e-mail address, or id of an account."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by account, which the indexes answer."""
        if search_term.strip():
            queryset = queryset.filter(self.of_account(search_term.strip()))
        return queryset, False

    def of_account(self, term: str) -> Q:
        """Return the condition for the documents of an account.

        Args:
            term: its e-mail address or id, as it was typed.
        """
        if "@" not in term:
            return Q(account_id__in=[term] if is_id(term) else [])
        found = Account.objects.filter(email=normalise_email(term))
        return Q(account_id__in=list(found.values_list("pk", flat=True)))


class SessionAdmin(HistoryAdmin):
    """Sessions over the API."""

    list_display = ("email", "ip", "user_agent", "created_at", "last_seen_at", "is_live")
    readonly_fields = ()
    ordering = ("-created_at",)

    @display(boolean=True, description="live")
    def is_live(self, obj: Session) -> bool:
        return obj.ended_at is None and obj.expires_at > clock.now()


class RefreshTokenAdmin(HistoryAdmin):
    """Refresh tokens, without their hashes."""

    list_display = ("issued_at", _ACCOUNT, _SESSION, "expires_at", "used_at", "is_revoked")
    exclude = ("token_hash",)
    readonly_fields = (_ACCOUNT,)
    ordering = ("-issued_at",)

    @display(boolean=True, description="revoked")
    def is_revoked(self, obj: RefreshToken) -> bool:
        return obj.revoked_at is not None


class LoginAttemptAdmin(HistoryAdmin):
    """Who came in, who was refused, and why."""

    list_display = ("at", "email", "success", "reason", "ip", "user_agent")
    list_filter = ("success", "reason")
    readonly_fields = ()
    ordering = ("-at",)

    def of_account(self, term: str) -> Q:
        """Return the condition for the attempts with an address, also one that is nobody's."""
        return Q(email=normalise_email(term)) if "@" in term else super().of_account(term)
