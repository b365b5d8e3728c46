"""The account: one person's way in."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django_mongodb_backend.fields import EmbeddedModelField
from django_mongodb_backend.models import EmbeddedModel

from apps.accounts import rules
from apps.accounts.data import AccountData, Role
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate


class SecuritySettings(EmbeddedModel):
    """What protects an account besides its password; kept within it.

    Shape: {two_factor_enabled, two_factor_secret, password_changed_at, password_reset_hash,
    password_reset_expires_at}. Of a reset token only the SHA-256 is kept.
    """

    two_factor_enabled = models.BooleanField(default=False)
    two_factor_secret = models.CharField(max_length=128, blank=True, default="")
    password_changed_at = models.DateTimeField(null=True, blank=True)
    password_reset_hash = models.CharField(max_length=64, blank=True, default="")
    password_reset_expires_at = models.DateTimeField(null=True, blank=True)


class AccountManager(BaseUserManager["Account"]):
    """Find accounts by what people type."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of an e-mail address, whatever its case."""
        return self.get(email=rules.normalise_email(username or ""))


class Account(Aggregate, AbstractBaseUser):
    """One person's credentials: e-mail, password hash, role.

    Shape: flat, with `security` embedded. Names and preferences live in the users app under the
    same id. Indexes: email (unique, and with the id for pages); role with email; created_at.
    Bound: one a person. A closed account keeps its id and nothing that says whose it was,
    because the admin's log and documents of other homes point at it.
    """

    email = models.EmailField(max_length=254, unique=True)
    role = models.CharField(
        max_length=10, choices=[(role.value, role.name.title()) for role in Role]
    )
    is_active = models.BooleanField(default=True)
    # Raised to end every session at once; carried in every token.
    token_version = models.PositiveIntegerField(default=0)
    security = EmbeddedModelField(SecuritySettings, default=SecuritySettings)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]

    class Meta:
        db_table = "accounts"
        indexes = [
            models.Index(fields=["email", "id"], name="accounts_email"),
            models.Index(fields=["role", "email", "id"], name="accounts_role"),
            models.Index(fields=["-created_at", "-id"], name="accounts_created"),
        ]

    # Factories

    @classmethod
    def open(
        cls, *, account_id: str, email: str, role: Role, password_hash: str, at: datetime
    ) -> "Account":
        """Return a new account, not yet saved."""
        return cls(
            id=to_object_id(account_id),
            email=email,
            role=role.value,
            password=password_hash,
            security=SecuritySettings(password_changed_at=at),
            created_at=at,
        )

    @classmethod
    def find_by_email(cls, email: str) -> "Account | None":
        """Return the account of an address, in any case; None if there is none."""
        if not rules.can_be_email(email):
            return None
        return cls.objects.filter(email=rules.normalise_email(email)).first()

    # Mutators

    def keep_password(self, password_hash: str, *, at: datetime) -> None:
        """Take over a new password: an open reset is void."""
        self.password = password_hash
        self.security.password_changed_at = at
        self.security.password_reset_hash = ""
        self.security.password_reset_expires_at = None

    def end_sessions(self) -> None:
        """Make every token issued so far worthless."""
        self.token_version += 1

    def close(self, *, at: datetime) -> None:
        """Forget whose account it was and how one got in; its e-mail becomes free."""
        self.email = rules.email_of_closed_account(str(self.pk))
        self.set_unusable_password()
        self.security = SecuritySettings()
        self.is_active = False
        self.last_login = None
        self.closed_at = at
        self.end_sessions()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what ties a session of the admin to the password and to the token version."""
        value = f"{self.password}\n{self.token_version}"
        salt = "apps.accounts.models.account.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    # Properties

    @property
    def is_staff(self) -> bool:
        """Return whether the admin site is open to this account."""
        return self.is_active and self.role in {Role.ADMIN, Role.STAFF}

    @property
    def is_superuser(self) -> bool:
        """Return whether nothing is closed to this account."""
        return self.is_active and self.role == Role.ADMIN

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Return whether the admin site allows the action named by `perm`."""
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether the admin site shows the app."""
        return self.is_superuser or (self.is_staff and app_label != "accounts")

    def to_data(self) -> AccountData:
        """Return what neighbours may see."""
        return AccountData(
            id=str(self.pk),
            email=self.email,
            role=Role(self.role),
            is_active=self.is_active,
            created_at=self.created_at,
            last_login=self.last_login,
        )
