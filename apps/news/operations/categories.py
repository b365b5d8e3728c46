"""Make, change and delete categories."""

from datetime import datetime

from apps.news import events
from apps.news.data import CategoryDetails
from apps.news.models import Article, Category
from apps.news.operations.articles import CategoryNotFoundError
from apps.news.operations.loading import load, save
from apps.news.operations.naming import slug_of
from apps.news.rules import access, sorting
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError
from yggdrasil.ids import checked_id
from yggdrasil.mongodb.many import change_many


class CategoryInUseError(ConflictError):
    """Articles stand in the category; move them first."""


@command
def create_category(*, category_id: str, details: CategoryDetails, at: datetime) -> str:
    """Make a category.

    Args:
        category_id: a new id.
        details: its name, description and place.
        at: now.

    Returns:
        The id.

    Raises:
        NotNewsWriterError: unless by the office.
        InvalidSortingError: if something does not fit.
        NameTakenError: if another category is called so.
    """
    access.check_can_write(current().actor)
    sorting.check_category(details)
    slug = slug_of(details.name, category_id)
    category = Category(pk=checked_id(category_id), slug=slug)
    _fill(category, details)
    fact = events.CategoryCreated(category_id=category_id, slug=slug, name=category.name, at=at)
    save(category, events.category_created, fact)
    return category_id


@command
def change_category(
    *,
    category_id: str,
    details: CategoryDetails,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Say other things about a category; its articles follow. In addresses it stays as it is.

    Args:
        category_id: id of the category.
        details: its name, description and place from now on.
        at: now.
        expected_version: version the editor has seen; None to change whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        CategoryNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        InvalidSortingError: if something does not fit.
        NameTakenError: if another category is called so.
    """
    access.check_can_write(current().actor)
    sorting.check_category(details)
    category = load(Category, category_id, CategoryNotFoundError, expected_version=expected_version)
    is_renamed = category.name != details.name.strip()
    _fill(category, details)
    fact = events.CategoryChanged(
        category_id=category_id, slug=category.slug, name=category.name, at=at
    )
    save(category, events.category_changed, fact)
    if is_renamed:
        stands_in_it = {"category.category_id": category.pk}
        change_many(Article, stands_in_it, sets={"category.name": category.name})


@command
def delete_category(*, category_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Delete a category in which no article stands.

    Args:
        category_id: id of the category.
        at: now.
        expected_version: version the editor has seen; None to delete whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        CategoryNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        CategoryInUseError: if an article stands in it.
    """
    access.check_can_write(current().actor)
    category = load(Category, category_id, CategoryNotFoundError, expected_version=expected_version)
    if Article.objects.filter(category__category_id=category.pk).exists():
        raise CategoryInUseError(f"Articles stand in {category.name!r}; move them first.")
    fact = events.CategoryDeleted(category_id=category_id, at=at)
    events.category_deleted.send(category, payload=fact)
    category.delete()


def _fill(category: Category, details: CategoryDetails) -> None:
    category.name = details.name.strip()
    category.description = details.description.strip()
    category.position = details.position
