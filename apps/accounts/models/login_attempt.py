"""The history of sign-ins, good and bad."""

from datetime import datetime, timedelta

from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from apps.accounts.data import Origin, SignInOutcome
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.indexes import ExpiryIndex

KEPT_FOR = timedelta(days=180)


class LoginAttempt(models.Model):
    """One attempt to sign in; the collection is the seed's login_history.

    Shape: flat; `email` as it was tried, `account_id` where there is such an account. Indexes:
    time; account with time; e-mail with time. Bound: the server removes an attempt after 180
    days, and the throttle of the login bounds how many there are until then.
    """

    id = ObjectIdAutoField(primary_key=True)
    at = models.DateTimeField()
    email = models.CharField(max_length=254, blank=True)
    account_id = ObjectIdField(null=True, blank=True)
    ip = models.CharField(max_length=45, blank=True, default="")
    user_agent = models.CharField(max_length=300, blank=True, default="")
    success = models.BooleanField()
    reason = models.CharField(
        max_length=20,
        choices=[(it.value, it.value.replace("_", " ").capitalize()) for it in SignInOutcome],
    )

    class Meta:
        db_table = "login_history"
        indexes = [
            ExpiryIndex(fields=["at"], name="login_history_expiry", after=KEPT_FOR),
            models.Index(fields=["-at", "-id"], name="login_history_at"),
            models.Index(fields=["account_id", "-at"], name="login_history_account"),
            models.Index(fields=["email", "-at"], name="login_history_email"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_reason_display()}"

    @classmethod
    def of(
        cls,
        *,
        email: str,
        account_id: str | None,
        reason: SignInOutcome,
        origin: Origin,
        at: datetime,
    ) -> "LoginAttempt":
        """Return a new entry, not yet saved; the address may be anything somebody sent."""
        return cls(
            at=at,
            email=_storable(email)[:254],
            account_id=account_id and to_object_id(account_id),
            ip=origin.ip[:45],
            user_agent=_storable(origin.user_agent)[:300],
            success=reason is SignInOutcome.SIGNED_IN,
            reason=reason.value,
        )


def _storable(text: str) -> str:
    """Return the text with a question mark for what UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()
