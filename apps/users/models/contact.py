"""How to reach people outside the school."""

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField
from django_mongodb_backend.models import EmbeddedModel

from apps.users.data import ContactData, EmergencyContactData
from yggdrasil.mongodb.aggregate import Aggregate


class EmergencyContact(EmbeddedModel):
    """Whom to call; kept within the contact."""

    name = models.CharField(max_length=100, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    relation = models.CharField(max_length=50, blank=True, default="")


class Contact(Aggregate):
    """One person's telephone, address and emergency contact, under the id of their account.

    Shape: flat, with `emergency` embedded. The seed names user_contacts as a thing owned apart,
    and it is one: private, also about third persons, seldom read, erased on request; so no read
    of a profile or a list carries it along. Indexes: the id. Bound: at most one an account.
    """

    phone = models.CharField(max_length=30, blank=True, default="")
    address = models.TextField(max_length=500, blank=True, default="")
    emergency = EmbeddedModelField(EmergencyContact, null=True, blank=True)

    class Meta:
        db_table = "user_contacts"

    def __str__(self) -> str:
        return "Contact"

    def take(self, data: ContactData) -> None:
        """Take over what the person said."""
        self.phone = data.phone
        self.address = data.address
        whom = data.emergency
        self.emergency = whom and EmergencyContact(
            name=whom.name, phone=whom.phone, relation=whom.relation
        )

    def to_data(self) -> ContactData:
        """Return what the person said."""
        whom = self.emergency
        return ContactData(
            phone=self.phone,
            address=self.address,
            emergency=whom
            and EmergencyContactData(name=whom.name, phone=whom.phone, relation=whom.relation),
        )
