"""Accounts: who may come in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from unfold.decorators import action

from apps.accounts import operations, rules
from apps.accounts.admin.forms import OpeningForm, PasswordForm
from apps.accounts.data import Role
from apps.accounts.models import Account
from yggdrasil import clock
from yggdrasil.admin.refusals import told
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.errors import YggdrasilError


class AccountAdmin(HomeAdmin):
    """Open, change and close accounts; passwords go in and never come out."""

    list_display = ("email", "role", "is_active", "last_login", "created_at")
    list_filter = ("role", "is_active")
    search_fields = ("email",)
    search_help_text = "How the e-mail address begins."
    ordering = ("-created_at",)
    actions = ("deactivate", "reactivate", "end_sessions", "void_passwords")
    readonly_fields = (
        "id",
        "password_link",
        "last_login",
        "password_changed_at",
        "has_two_factor",
        "closed_at",
        "version",
        "created_at",
        "updated_at",
    )
    exclude = ("stream_version", "password", "token_version", "security")

    change_password_form = PasswordForm
    change_user_password_template = None

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with that of the password form."""
        view = self.admin_site.admin_view(self.user_change_password)
        password = path("<id>/password/", view, name="auth_user_password_change")
        return [password, *super().get_urls()]

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - Django's signature
        form_url: str = "",
    ) -> HttpResponseBase:
        """Show Django's page around our form; a refusal is told above the account."""
        try:
            return UserAdmin.user_change_password(self, request, id, form_url)
        except YggdrasilError as refusal:
            self.message_user(request, told(self.in_names(refusal)), messages.ERROR)
            return redirect("admin:accounts_account_change", id)

    def get_form(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type:
        """Return another form for opening than for changing."""
        if obj is None:
            kwargs |= {"form": OpeningForm, "fields": list(OpeningForm.base_fields)}
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Return the derived fields; a new account has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Account], search_term: str
    ) -> tuple[QuerySet[Account], bool]:
        """Find by how the address begins: a range, which the index answers."""
        begin = rules.normalise_email(search_term)
        if begin:
            queryset = queryset.filter(email__gte=begin, email__lt=begin + "\uffff")
        return queryset, False

    # Derived fields

    @display(description="password")
    def password_link(self, obj: Account) -> str:
        state = "Set" if obj.has_usable_password() else "None: nobody can sign in"
        address = reverse("admin:auth_user_password_change", args=[obj.pk])
        return format_html('{}. <a href="{}">Set another one.</a>', state, address)

    @display(description="password changed at")
    def password_changed_at(self, obj: Account) -> str | None:
        changed_at = obj.security.password_changed_at
        return date_format(changed_at, "DATETIME_FORMAT") if changed_at else None

    @display(description="two-factor", boolean=True)
    def has_two_factor(self, obj: Account) -> bool:
        return bool(obj.security.two_factor_enabled)

    # Changes

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.create_account(
            email=data["email"],
            password=data["password"],
            role=Role(data["role"]),
            first_name=data["first_name"],
            last_name=data["last_name"],
            at=clock.now(),
        )

    def change(self, request: HttpRequest, obj: Account, data: dict[str, Any]) -> None:
        if "role" in data:
            data = data | {"role": Role(data["role"])}
        operations.change_account(
            account_id=str(obj.pk), by=str(request.user.pk), at=clock.now(), **data
        )

    def remove(self, request: HttpRequest, obj: Account) -> None:
        operations.close_account(account_id=str(obj.pk), by=str(request.user.pk), at=clock.now())

    # Actions

    @action(description="Deactivate: may not sign in")
    def deactivate(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        self._for_each(request, queryset, operations.deactivate_account, "deactivated")

    @action(description="Reactivate: may sign in again")
    def reactivate(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        self._for_each(request, queryset, operations.reactivate_account, "reactivated")

    @action(description="End all sessions")
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda account: operations.end_sessions(account_id=str(account.pk), at=clock.now()),
            done="signed out everywhere",
        )

    @action(description="Void the password: only a new one lets in")
    def void_passwords(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda account: operations.void_password(account_id=str(account.pk), at=clock.now()),
            done="left without a password",
        )

    def _for_each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Account],
        operation: Callable[..., None],
        done: str,
    ) -> None:
        by = str(request.user.pk)
        self.run_for_each(
            request,
            queryset,
            lambda account: operation(account_id=str(account.pk), by=by, at=clock.now()),
            done=done,
        )
