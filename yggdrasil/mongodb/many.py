"""Many documents at once: one command, whatever their number."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from yggdrasil import clock
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.guards import assert_writable
from yggdrasil.mongodb.homes import alias_of, collection_of
from yggdrasil.mongodb.unit_of_work import current_session

A = TypeVar("A", bound=Aggregate)


def insert_many(documents: Sequence[A]) -> None:
    """Insert new documents of one kind, with the facts told about them.

    Args:
        documents: new ones, of which no copy can be stale.
    """
    if not documents:
        return
    type(documents[0])._default_manager.bulk_create(documents)
    for document in documents:
        document._mark_as_stored()


def change_many(
    model: type[Aggregate],
    which: Mapping[str, Any],
    *,
    sets: Mapping[str, Any] | None = None,
    pulls: Mapping[str, Any] | None = None,
    elements: Mapping[str, Any] | None = None,
) -> int:
    """Change all documents of a kind that a filter finds, within the open unit of work.

    No fact is told, so it is for copies of what others tell facts about. The version of each
    document moves, so that nobody saves an old copy over the change.

    Args:
        model: kind of the documents.
        which: filter in the server's words; leave out what is as it should be already.
        sets: new values by path; `collaborators.$[one].name` for elements of a list.
        pulls: values to take out of lists, by path.
        elements: which elements `$[one]` stands for: `{"one.account_id": key}`.

    Returns:
        How many documents changed.

    Raises:
        ReadOnlyError: within a query.
        SpansTwoHomesError: within a unit of work on another home.
    """
    home = alias_of(model._meta.app_label)
    assert_writable(home)
    change: dict[str, Any] = {
        "$set": {**(sets or {}), "updated_at": clock.now()},
        "$inc": {"version": 1},
    }
    if pulls:
        change["$pull"] = dict(pulls)
    told = collection_of(home, model._meta.db_table).update_many(
        which,
        change,
        array_filters=[elements] if elements else None,
        session=current_session(),
    )
    return told.modified_count
