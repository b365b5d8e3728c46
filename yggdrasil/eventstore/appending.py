"""How facts are appended: all or none, each where its aggregate's history ends."""

from collections.abc import Sequence

from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, WriteConcernError

from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.eventstore.coding import to_commits
from yggdrasil.eventstore.documents import Document, facts_of
from yggdrasil.eventstore.finding import telling_of
from yggdrasil.eventstore.ordering import Place, places_of
from yggdrasil.eventstore.store import Appended, StreamConflictError
from yggdrasil.eventstore.streams import expected_versions
from yggdrasil.mongodb.faults import in_short
from yggdrasil.mongodb.unit_of_work import (
    CommitOutcomeUnknownError,
    current_session,
    current_unit,
    unit_of_work,
)

Commits = Collection[Document]

# Enough of a commit to know where its facts stand, and which they are.
PLACES = dict.fromkeys(("aggregate_kind", "aggregate_id", "aggregate_version", "id"), 1)


def append(commits: Commits, alias: str, facts: Sequence[Envelope]) -> Appended:
    """Keep facts, all or none; joins the unit of work that is open.

    Args:
        commits: `events` of the home.
        alias: of the home.
        facts: at least one; see the promise.

    Returns:
        Whether they were kept now or are kept already.

    Raises:
        StreamConflictError: if an aggregate is at another version; nothing is kept.
        CommitOutcomeUnknownError: if the server never said whether it kept them.
    """
    first = [fact.aggregate for fact in expected_versions(facts).values()]
    coded = to_commits(facts)
    try:
        if len(coded) == 1 and current_unit() is None:
            _keep_one(commits, first, coded)
        else:
            unit_of_work(alias).run(lambda: _keep(commits, first, coded))
    except (BulkWriteError, DuplicateKeyError):
        if _holds(commits, facts):
            return Appended.ALREADY_APPLIED
        raise _conflict(commits, first) from None
    return Appended.APPENDED


def insert(commits: Commits, coded: Sequence[RawBSONDocument]) -> None:
    """Insert commits in the open unit of work.

    Args:
        commits: `events` of the home.
        coded: what `to_commits` returned.
    """
    if len(coded) == 1:
        # The driver's way for one is twice as fast.
        commits.insert_one(coded[0], session=current_session())
    else:
        commits.insert_many(coded, session=current_session())


def _keep_one(
    commits: Commits, first: Sequence[Aggregate], coded: Sequence[RawBSONDocument]
) -> None:
    """Keep a commit without a transaction: a document is all or nothing by itself."""
    try:
        _keep(commits, first, coded)
    except (ConnectionFailure, WriteConcernError) as error:
        raise CommitOutcomeUnknownError(
            f"The server did not confirm an append: it may or may not be kept. Append again to "
            f"know. It said: {in_short(error)}"
        ) from error


def _keep(commits: Commits, first: Sequence[Aggregate], coded: Sequence[RawBSONDocument]) -> None:
    before = {(one.kind, one.id, one.version - 1) for one in first if one.version > 1}
    if before and not before <= _kept(commits, before).keys():
        raise _conflict(commits, first)
    insert(commits, coded)


def _kept(commits: Commits, places: set[Place]) -> dict[Place, str]:
    """Return which of some places are taken, and the ids of the facts that stand there."""
    kinds, ids, versions = map(set, zip(*places, strict=True))
    found = commits.find(
        telling_of(kinds, ids, {"$in": list(versions)}),
        {"facts": PLACES},
        session=current_session(),
    )
    return {
        place: fact.get("id", "")
        for commit in found
        for place, fact in zip(places_of(commit), facts_of(commit), strict=True)
        if place in places
    }


def _holds(commits: Commits, facts: Sequence[Envelope]) -> bool:
    """Return whether exactly these facts are kept already."""
    wanted = {(f.aggregate.kind, f.aggregate.id, f.aggregate.version): f.id for f in facts}
    return _kept(commits, set(wanted)) == wanted


def _conflict(commits: Commits, first: Sequence[Aggregate]) -> StreamConflictError:
    for aggregate in first:
        actual = _actual_version(commits, aggregate)
        if aggregate.version != actual + 1:
            return StreamConflictError(aggregate=aggregate, actual_version=actual)
    # Whoever was in the way is gone again; the first one stands for all.
    return StreamConflictError(aggregate=first[0], actual_version=first[0].version - 1)


def _actual_version(commits: Commits, aggregate: Aggregate) -> int:
    """Return how far a history goes: mostly a little further than its teller knew."""
    for versions in ({"$gte": aggregate.version}, {"$gt": 0}):
        found = commits.find(
            telling_of([aggregate.kind], [aggregate.id], versions), {"facts": PLACES}
        )
        stream = (aggregate.kind, aggregate.id)
        kept = [place[2] for commit in found for place in places_of(commit) if place[:2] == stream]
        if kept:
            return max(kept)
    return 0
