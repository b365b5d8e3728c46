"""Small copies of people; they follow the profile through the facts in subscriptions.py."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import CollaboratorData, CollaboratorRole, InstructorData
from yggdrasil.mongodb.shapes import data_from


class Person(EmbeddedModel):
    """Somebody as a course shows them; `account_id` is absent where the predecessor had garbage."""

    account_id = ObjectIdField(null=True, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    @property
    def shown_id(self) -> str:
        """Return the id of the account; nothing where there is none."""
        return str(self.account_id or "")


class Instructor(Person):
    """Who answers for a course."""

    def to_data(self) -> InstructorData:
        """Return the instructor as the course shows them."""
        return data_from(self, InstructorData, id=self.shown_id)


class Collaborator(Person):
    """Who helps with a course."""

    role = models.CharField(
        max_length=10,
        choices=[(r.value, r.name.title()) for r in CollaboratorRole],
        default=CollaboratorRole.ASSISTANT,
    )

    def to_data(self) -> CollaboratorData:
        """Return the collaborator as the course shows them."""
        return data_from(self, CollaboratorData, id=self.shown_id)
