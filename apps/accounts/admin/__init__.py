"""Staff's door to the accounts app; open to administrators only."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 - registers what is taken back below
from django.contrib.auth.models import Group

from apps.accounts.admin.accounts import AccountAdmin
from apps.accounts.admin.forms import OwnPasswordForm
from apps.accounts.admin.history import LoginAttemptAdmin, RefreshTokenAdmin, SessionAdmin
from apps.accounts.models import Account, LoginAttempt, RefreshToken, Session

admin.site.register(Account, AccountAdmin)
admin.site.register(Session, SessionAdmin)
admin.site.register(LoginAttempt, LoginAttemptAdmin)
admin.site.register(RefreshToken, RefreshTokenAdmin)

# A role decides here; groups would only look as if they did.
admin.site.unregister(Group)
admin.site.password_change_form = OwnPasswordForm
