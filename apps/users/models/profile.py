"""The profile: who a person is."""

from datetime import datetime
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django_mongodb_backend.fields import ArrayField, EmbeddedModelField, ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.accounts.data import Role
from apps.users import rules
from apps.users.data import PersonData, ProfileData, Source
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate


class Provenance(EmbeddedModel):
    """Where a profile came from and who last touched it; kept within it.

    Shape: {source, created_by, updated_by}; the two are ids of accounts, absent where the system
    itself acted.
    """

    source = models.CharField(
        max_length=12, choices=[(it.value, it.value.capitalize()) for it in Source]
    )
    created_by = ObjectIdField(null=True, blank=True)
    updated_by = ObjectIdField(null=True, blank=True)


class Profile(Aggregate):
    """One person, under the id of their account.

    Shape: flat, with `metadata` embedded. `email` and `role` are copies of the account's and
    follow its facts; `sort_name` and `given_name_key` are the names without case and accents, by
    which lists are sorted and searched. Indexes: e-mail; student id (unique where there is one);
    sort_name alone, by role, by department; given name. Bound: one an account.
    """

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=[(it.value, it.name.title()) for it in Role])
    first_name = models.CharField(max_length=rules.NAME_MAX_LENGTH, blank=True)
    last_name = models.CharField(max_length=rules.NAME_MAX_LENGTH, blank=True)
    sort_name = models.CharField(max_length=420, editable=False)
    given_name_key = models.CharField(max_length=210, editable=False)
    student_id = models.CharField(
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(rules.STUDENT_ID_PATTERN, rules.STUDENT_ID_ADVICE)],
    )
    photo = models.CharField(max_length=500, blank=True, default="")
    department = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(max_length=100, blank=True, default="")
    bio = models.TextField(max_length=rules.BIO_MAX_LENGTH, blank=True, default="")
    office_hours = models.CharField(max_length=200, blank=True, default="")
    specialties = ArrayField(models.CharField(max_length=50), blank=True, default=list)
    metadata = EmbeddedModelField(Provenance, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        db_table = "user_profiles"
        indexes = [
            models.Index(fields=["email"], name="user_profiles_email"),
            models.Index(fields=["sort_name", "id"], name="user_profiles_name"),
            models.Index(fields=["given_name_key"], name="user_profiles_given_name"),
            models.Index(fields=["role", "sort_name", "id"], name="user_profiles_role"),
            models.Index(fields=["department", "sort_name", "id"], name="user_profiles_department"),
            models.Index(fields=["-created_at", "-id"], name="user_profiles_created"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the profile with the keys that its names give."""
        self.sort_name = rules.sort_key(f"{self.last_name} {self.first_name}")
        self.given_name_key = rules.sort_key(self.first_name)
        super().save(*args, **kwargs)

    # Factories

    @classmethod
    def begin(
        cls, *, person_id: str, email: str, role: Role, source: Source, by: str, at: datetime
    ) -> "Profile":
        """Return the profile of somebody of whom only the account is known; not yet saved."""
        actor_id = to_object_id(by) if by else None
        return cls(
            id=to_object_id(person_id),
            email=email,
            role=role.value,
            metadata=Provenance(source=source.value, created_by=actor_id, updated_by=actor_id),
            created_at=at,
        )

    # Mutators

    def touch(self, *, by: str) -> None:
        """Note who changed it; an empty id is the system."""
        self.metadata.updated_by = to_object_id(by) if by else None

    def close(self, *, at: datetime) -> None:
        """Take it out of the lists of people; grades and certificates still name it."""
        self.closed_at = at

    # Properties

    @property
    def name(self) -> str:
        """Return first and last name, as they are spoken."""
        return f"{self.first_name} {self.last_name}".strip()

    def to_person(self) -> PersonData:
        """Return what others mention."""
        return PersonData(
            id=str(self.pk),
            name=self.name or self.email,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            role=Role(self.role),
            photo=self.photo,
            department=self.department,
        )

    def to_data(self) -> ProfileData:
        """Return all that it says."""
        return ProfileData(
            id=str(self.pk),
            email=self.email,
            role=Role(self.role),
            first_name=self.first_name,
            last_name=self.last_name,
            student_id=self.student_id,
            photo=self.photo,
            department=self.department,
            title=self.title,
            bio=self.bio,
            office_hours=self.office_hours,
            specialties=tuple(self.specialties or ()),
            created_at=self.created_at,
            updated_at=self.updated_at,
            closed_at=self.closed_at,
        )
