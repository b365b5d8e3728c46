"""Small copies of people; they follow the profile through the facts in subscriptions.py."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.courses.data import CollaboratorRole


class Person(EmbeddedModel):
    """Somebody as a course shows them; `account_id` is absent where the predecessor had garbage."""

    account_id = ObjectIdField(null=True, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Instructor(Person):
    """Who answers for a course."""


class Collaborator(Person):
    """Who helps with a course."""

    role = models.CharField(
        max_length=10,
        choices=[(r.value, r.name.title()) for r in CollaboratorRole],
        default=CollaboratorRole.ASSISTANT,
    )
