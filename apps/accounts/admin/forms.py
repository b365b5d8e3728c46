"""Forms about accounts; what they hold goes to an operation."""

from typing import Any

from django import forms
from unfold.forms import AdminOwnPasswordChangeForm, AdminPasswordChangeForm
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from apps.accounts import operations
from apps.accounts.data import Role
from apps.accounts.models import Account
from yggdrasil import clock
from yggdrasil.admin.forms import DocumentForm


class OpeningForm(DocumentForm):
    """Open an account: the names are told on to the profile, the password is hashed."""

    first_name = forms.CharField(
        max_length=100, required=False, widget=UnfoldAdminTextInputWidget()
    )
    last_name = forms.CharField(max_length=100, required=False, widget=UnfoldAdminTextInputWidget())
    password = forms.CharField(
        strip=False, widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"})
    )

    class Meta:
        model = Account
        fields = ("email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The first of the choices would be an administrator.
        self.initial.setdefault("role", Role.STUDENT)


class PasswordForm(AdminPasswordChangeForm):
    """Set or take away somebody's password."""

    def set_password_and_save(self, user: Account, *_args: Any, **_options: Any) -> Account:
        """Hand the password to the operation; the sessions of the account end."""
        account_id, at = str(user.pk), clock.now()
        if self.cleaned_data.get("set_usable_password", True):
            password = self.cleaned_data["password1"]
            operations.set_password(account_id=account_id, new_password=password, at=at)
        else:
            operations.void_password(account_id=account_id, at=at)
        user.refresh_from_db()
        return user

    def save(self, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 - Django's
        """Set the password; nothing is left to be committed."""
        return self.set_password_and_save(self.user)


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    """Change one's own password."""

    def save(self, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 - Django's
        """Hand both passwords to the operation; all other sessions end."""
        operations.change_password(
            account_id=str(self.user.pk),
            current_password=self.cleaned_data["old_password"],
            new_password=self.cleaned_data["new_password1"],
            at=clock.now(),
        )
        self.user.refresh_from_db()
        account: Account = self.user
        return account
