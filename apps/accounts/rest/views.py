"""Signing in, oneself, and the accounts for administrators."""

from typing import Any, cast

from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts import operations, queries
from apps.accounts.backends import origin_of
from apps.accounts.data import AccountData, Role
from apps.accounts.models.tokens import Claims
from apps.accounts.rest.serializers import (
    AccountSerializer,
    CredentialsSerializer,
    OwnSession,
    OwnSessionSerializer,
    Tokens,
    TokensSerializer,
)
from yggdrasil import clock
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.permissions import roles
from yggdrasil.rest.views import DataView, DetailView, ListView


class Login(DataView):
    """Sign in.

    An unknown address, a wrong password and an account that may not sign in are told apart by
    nobody.
    """

    permission_classes = (AllowAny,)
    authentication_classes = ()
    request_class = CredentialsSerializer
    serializer_class = TokensSerializer
    answers = {200: TokensSerializer}

    def post(self, request: Request) -> Response:
        """Exchange address and password for tokens."""
        typed = CredentialsSerializer.read(request.data)
        try:
            signed_in = operations.sign_in(
                email=typed.email,
                password=typed.password,
                origin=origin_of(request._request),
                at=clock.now(),
            )
        except operations.SignInRefusedError as error:
            raise AuthenticationFailed(error.message, "sign_in_refused") from error
        except operations.TooManyAttemptsError as error:
            raise Throttled(error.retry_after_seconds) from error
        return Response(Tokens.of(signed_in), headers={"Cache-Control": "no-store"})


class Me(DetailView):
    """Who is signed in."""

    serializer_class = AccountSerializer

    def get_object(self) -> AccountData:
        """Return one's own account."""
        return queries.get_account(account_id=self.actor.id)


class OwnSessionList(ListView):
    """One's own sessions over the API, the newest first, with those that ended lately."""

    serializer_class = OwnSessionSerializer

    def get_page(self, *, window: Window, **_nothing: Any) -> Page[OwnSession]:
        """Return a page of one's own sessions."""
        page = queries.page_sessions(account_id=self.actor.id, window=window)
        claims = cast("Claims", self.request.auth)
        own = tuple(OwnSession.of(one, current_id=claims.sid) for one in page.results)
        return Page(results=own, next=page.next, previous=page.previous, count=page.count)


class AccountList(ListView):
    """All open accounts, for administrators."""

    permission_classes = (roles(Role.ADMIN),)
    serializer_class = AccountSerializer
    filters = queries.AccountFilters
    orderings = {
        "email": ("email",),
        "-email": ("-email",),
        "-created_at": ("-created_at",),
        "created_at": ("created_at",),
    }

    def get_page(
        self, *, filters: queries.AccountFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[AccountData]:
        """Return a page of accounts."""
        return queries.page_accounts(filters=filters, ordering=ordering, window=window)


class AccountDetail(DetailView):
    """One account, for administrators."""

    permission_classes = (roles(Role.ADMIN),)
    serializer_class = AccountSerializer

    def get_object(self, *, account_id: str) -> AccountData:
        """Return an account."""
        return queries.get_account(account_id=account_id)
