"""Sessions over the API and the tokens that renew them; the admin has Django's own sessions."""

from datetime import datetime, timedelta

from bson import ObjectId
from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from apps.accounts.data import Origin, SessionData
from apps.accounts.models.account import Account
from apps.accounts.models.tokens import REFRESH_LIFETIME, digest
from yggdrasil.ids import new_id, to_object_id
from yggdrasil.mongodb.indexes import ExpiryIndex

# How long a session is shown after its tokens ended.
SHOWN_FOR = timedelta(days=30)


class Session(models.Model):
    """One sign-in, from the password to its end.

    Shape: flat; `email` is the account's as it was at sign-in. Indexes: account with created_at;
    expiry. Bound: the server removes a session at `purge_at`, 30 days after its tokens end.
    """

    id: "models.Field[ObjectId | str, ObjectId]" = ObjectIdAutoField(primary_key=True)
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

    @classmethod
    def begin(cls, account: Account, *, origin: Origin, at: datetime) -> "Session":
        """Return a new session, not yet saved."""
        ends_at = at + REFRESH_LIFETIME
        return cls(
            id=to_object_id(new_id()),
            account_id=account.pk,
            email=account.email,
            ip=origin.ip[:45],
            user_agent=origin.user_agent[:300],
            created_at=at,
            last_seen_at=at,
            expires_at=ends_at,
            purge_at=ends_at + SHOWN_FOR,
        )

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

    @classmethod
    def of(cls, token: str, *, session: Session, at: datetime) -> "RefreshToken":
        """Return the record of the first token of a session, not yet saved."""
        return cls(
            token_hash=digest(token),
            session_id=session.pk,
            account_id=session.account_id,
            family=str(session.pk),
            issued_at=at,
            expires_at=at + REFRESH_LIFETIME,
        )
