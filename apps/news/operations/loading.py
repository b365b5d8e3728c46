"""How every change begins and ends: load, ask the rules, save with the fact."""

from typing import Any, TypeVar

from django.db import IntegrityError

from apps.news.models import Author
from apps.users import api as users
from yggdrasil.errors import ConflictError, NotFoundError
from yggdrasil.events.signal import DomainSignal
from yggdrasil.ids import checked_id, to_object_id
from yggdrasil.mongodb.aggregate import Aggregate, VersionConflictError

A = TypeVar("A", bound=Aggregate)


class NameTakenError(ConflictError):
    """Another document has that name, or that name in addresses."""


def load(
    model: type[A],
    document_id: str,
    missing: type[NotFoundError],
    *,
    expected_version: int | None = None,
) -> A:
    """Return a document that is about to change.

    Args:
        model: kind of document.
        document_id: its id.
        missing: error to raise if there is none.
        expected_version: version the editor has seen; None to change whatever there is.

    Returns:
        The document.

    Raises:
        NotFoundError: of the kind asked for.
        VersionConflictError: if it is at another version.
    """
    found = model._default_manager.filter(pk=checked_id(document_id)).first()
    if found is None:
        raise missing(f"There is no {model._meta.verbose_name} {document_id}.")
    if expected_version not in {None, found.version}:
        raise VersionConflictError(
            model=model._meta.label,
            document_id=document_id,
            expected_version=expected_version or 0,
        )
    return found


def save(document: Aggregate, signal: DomainSignal[Any], payload: object) -> None:
    """Tell what became true of a document, and save it.

    Args:
        document: changed, not yet saved.
        signal: the fact.
        payload: what it tells.

    Raises:
        NameTakenError: if another one has its name.
        VersionConflictError: if somebody changed it meanwhile.
    """
    signal.send(document, payload=payload)
    try:
        document.save()
    except IntegrityError as error:
        noun = document._meta.verbose_name
        raise NameTakenError(f"Another {noun} is called like {str(document)!r:.60}.") from error


def author_from_profile(account_id: str) -> Author:
    """Return somebody as the author of an article or comment.

    Args:
        account_id: id of the account.

    Returns:
        The small copy.

    Raises:
        NotFoundError: if there is no such person.
    """
    person = users.get_person(account_id=account_id)
    return Author(account_id=to_object_id(person.id), name=person.name, role=person.role)
