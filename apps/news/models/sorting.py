"""What articles are sorted by: one category each, any few tags."""

from django.db import models

from apps.news.data import CategoryData, CategoryDetails, TagData
from apps.news.models.copies import CategoryCopy
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.shapes import data_from


class Category(Aggregate):
    """One of the school's few kinds of news.

    Indexes: slug and name (unique); place in the list.
    Growth: tens, made by staff.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=50, unique=True)
    description = models.CharField(max_length=300, blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "categories"
        verbose_name_plural = "categories"
        indexes = [models.Index(fields=["position", "name", "id"], name="categories_position")]

    def __str__(self) -> str:
        return self.name

    def to_data(self) -> CategoryData:
        """Return the category for a list."""
        return data_from(self, CategoryData)

    def to_details(self) -> CategoryDetails:
        """Return what is said about the category."""
        return data_from(self, CategoryDetails)

    def to_copy(self) -> CategoryCopy:
        """Return the small copy that articles keep."""
        return CategoryCopy(category_id=self.pk, slug=self.slug, name=self.name)


class Tag(Aggregate):
    """A word to find articles by; articles hold its slug.

    Indexes: slug (unique); name.
    Growth: a few for each hundred articles; made when first used.
    """

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=50)

    class Meta:
        db_table = "tags"
        indexes = [models.Index(fields=["name", "id"], name="tags_name")]

    def __str__(self) -> str:
        return self.name

    def to_data(self) -> TagData:
        """Return the tag for a list."""
        return data_from(self, TagData)
