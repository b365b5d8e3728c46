"""What a change rests on, so that nobody takes it away beneath it."""

from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.guards import assert_writable
from yggdrasil.mongodb.homes import alias_of, collection_of
from yggdrasil.mongodb.unit_of_work import current_session


def hold(document: Aggregate) -> None:
    """Let nobody change or remove a document before the open unit of work commits.

    Two changes under way at once do not see each other: one counts what is there while the other
    adds to it, or removes a category while the other puts an article in. Both write different
    documents, so the server is content. Whoever rests on a document therefore writes to it, where
    nobody reads; of two who do, or of one who does and one who changes it, the second is run again,
    and then sees. Its version stays: whoever edits it has missed nothing.

    Args:
        document: loaded in the open unit of work; outside one nothing is held.

    Raises:
        ReadOnlyError: within a query.
        SpansTwoHomesError: within a unit of work on another home.
    """
    session = current_session()
    if session is None:
        return
    home = alias_of(document._meta.app_label)
    assert_writable(home)
    collection = collection_of(home, document._meta.db_table)
    collection.update_one({"_id": document.pk}, {"$inc": {"holds": 1}}, session=session)
