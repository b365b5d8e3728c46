"""Files that belong to people."""

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.users.data import DocumentData, DocumentKind, NewDocument
from yggdrasil import clock
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate


class Document(Aggregate):
    """One file of a person; the bytes lie elsewhere, this says where.

    Shape: flat. Indexes: owner with upload time; upload time. Bound: a handful a person; the
    operation refuses more than `rules.MAX_DOCUMENTS`.
    """

    owner_id = ObjectIdField()
    kind = models.CharField(
        max_length=12, choices=[(it.value, it.value.capitalize()) for it in DocumentKind]
    )
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=500)
    size_bytes = models.PositiveBigIntegerField(validators=[MinValueValidator(1)])
    mime_type = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "user_documents"
        indexes = [
            models.Index(fields=["owner_id", "-uploaded_at", "-id"], name="user_documents_owner"),
            models.Index(fields=["-uploaded_at", "-id"], name="user_documents_uploaded"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, new: NewDocument, *, owner_id: str, at: datetime) -> "Document":
        """Return the record of a file that arrived, not yet saved."""
        return cls(
            owner_id=to_object_id(owner_id),
            kind=new.kind.value,
            name=new.name,
            url=new.url,
            size_bytes=new.size_bytes,
            mime_type=new.mime_type,
            uploaded_at=at,
        )

    def to_data(self) -> DocumentData:
        """Return what its owner may see."""
        return DocumentData(
            id=str(self.pk),
            owner_id=str(self.owner_id),
            kind=DocumentKind(self.kind),
            name=self.name,
            url=self.url,
            size_bytes=self.size_bytes,
            mime_type=self.mime_type,
            uploaded_at=self.uploaded_at,
        )
