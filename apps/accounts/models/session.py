"""Sessions over the API and the tokens that renew them; the admin has Django's own sessions."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from apps.accounts.data import SessionData
from yggdrasil.mongodb.indexes import ExpiryIndex


class Session(models.Model):
    """One sign-in, from the password to its end.

    Shape: flat; `email` is the account's as it was at sign-in. Indexes: account with created_at;
    expiry. Bound: the server removes a session once `purge_at` has passed, which is set some
    weeks after its tokens end.
    """

    id = ObjectIdAutoField(primary_key=True)
    account_id = ObjectIdField()
    email = models.EmailField(max_length=254)
    ip = models.CharField(max_length=45, blank=True, default="")
    user_agent = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    purge_at = models.DateTimeField()

    class Meta:
        db_table = "sessions"
        indexes = [
            models.Index(fields=["account_id", "-created_at", "-id"], name="sessions_account"),
            models.Index(fields=["-created_at", "-id"], name="sessions_created"),
            ExpiryIndex(fields=["purge_at"], name="sessions_purge"),
        ]

    def __str__(self) -> str:
        return f"{self.email} since {self.created_at:%Y-%m-%d %H:%M}"

    def to_data(self) -> SessionData:
        """Return what its owner may see."""
        return SessionData(
            id=str(self.pk),
            account_id=str(self.account_id),
            ip=self.ip,
            user_agent=self.user_agent,
            created_at=self.created_at,
            last_seen_at=self.last_seen_at,
            expires_at=self.expires_at,
            ended_at=self.ended_at,
        )


class RefreshToken(models.Model):
    """One refresh token, by its hash alone: a copy of the database renews nothing.

    Shape: flat. All tokens that descend from one sign-in share `family`; a used one that turns up
    again betrays a theft. Indexes: hash (unique), session, family, expiry. Bound: the server
    removes a token once it has expired.
    """

    id = ObjectIdAutoField(primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    session_id = ObjectIdField()
    account_id = ObjectIdField()
    family = models.CharField(max_length=36)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "refresh_tokens"
        indexes = [
            models.Index(fields=["account_id", "-issued_at"], name="refresh_tokens_account"),
            models.Index(fields=["session_id"], name="refresh_tokens_session"),
            models.Index(fields=["family"], name="refresh_tokens_family"),
            models.Index(fields=["-issued_at", "-id"], name="refresh_tokens_issued"),
            ExpiryIndex(fields=["expires_at"], name="refresh_tokens_expiry"),
        ]

    def __str__(self) -> str:
        return f"Refresh token of {self.issued_at:%Y-%m-%d %H:%M}"
