"""Small copies kept inside articles and comments, so that lists need no second look-up."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdField
from django_mongodb_backend.models import EmbeddedModel

from apps.news.data import AuthorData, CategoryRef
from yggdrasil.mongodb.shapes import data_from


class Author(EmbeddedModel):
    """Who wrote it, as the profile named them; follows the profile (see subscriptions.py)."""

    account_id = ObjectIdField(null=True, blank=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)

    def to_data(self) -> AuthorData:
        """Return the author as articles and comments show them."""
        return data_from(self, AuthorData, id=str(self.account_id or ""))


class CategoryCopy(EmbeddedModel):
    """The category an article stands in; follows the category."""

    category_id = ObjectIdField()
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=50)

    def to_data(self) -> CategoryRef:
        """Return the category as articles show it."""
        return data_from(self, CategoryRef, id=str(self.category_id))
