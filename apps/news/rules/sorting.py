"""What categories and tags may be called."""

from apps.news.data import CategoryDetails
from yggdrasil.errors import InvalidError
from yggdrasil.faults import faults_of_text, told_of


class InvalidSortingError(InvalidError):
    """The category or tag does not fit; `errors` names each field."""


def check_category(details: CategoryDetails) -> None:
    """Return if a category can be kept.

    Args:
        details: its name, description and place.

    Raises:
        InvalidSortingError: naming every field that does not fit.
    """
    faults = (
        *faults_of_text("name", details.name, most=50, is_required=True),
        *faults_of_text("description", details.description, most=300),
    )
    if faults:
        raise InvalidSortingError(told_of("category", faults), errors=faults)


def check_tag(name: str) -> None:
    """Return if a tag can be called so.

    Args:
        name: how people read it.

    Raises:
        InvalidSortingError: if it is empty, too long, or no text.
    """
    faults = tuple(faults_of_text("name", name, most=50, is_required=True))
    if faults:
        raise InvalidSortingError(told_of("tag", faults), errors=faults)
