"""Documents of the accounts app: credentials and what is needed to check them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from apps.accounts.data import Role
from yggdrasil.mongodb.aggregate import Aggregate


class AccountManager(BaseUserManager["Account"]):
    """Find accounts by what people type."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of an e-mail address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class Account(Aggregate, AbstractBaseUser):
    """One person's way in: e-mail, password hash, role.

    Names and preferences live in the users app under the same id.

    Indexes: email (unique), role with is_active, created_at.
    """

    email = models.EmailField(max_length=254, unique=True)
    role = models.CharField(
        max_length=10, choices=[(role.value, role.name.title()) for role in Role]
    )
    is_active = models.BooleanField(default=True)
    # Raised to end every session at once; carried in every token.
    token_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]

    class Meta:
        db_table = "accounts"
        indexes = [
            models.Index(fields=["role", "is_active"], name="accounts_role"),
            models.Index(fields=["-created_at"], name="accounts_created"),
        ]

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
        return self.is_superuser or (self.is_staff and not perm.startswith("accounts."))

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether the admin site shows the app."""
        return self.is_superuser or (self.is_staff and app_label != "accounts")
