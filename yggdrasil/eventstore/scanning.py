"""How commits without positions are found: all as of one moment, each with what it follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bson.timestamp import Timestamp
from pymongo.collection import Collection

from yggdrasil.eventstore.documents import UNNUMBERED, Document, facts_of
from yggdrasil.eventstore.hints import LONG_AGO
from yggdrasil.eventstore.ordering import in_order, missing, places_of

Commits = Collection[Document]

# How large the waiting commits are, the first few tell.
FIRST_PAGE = 4


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What a scan found.

    Attributes:
        commits: without positions, each after all that its facts follow.
        moment: as of when, by the cluster's clock.
        is_all: whether nothing else waited.
    """

    commits: list[Document]
    moment: Timestamp
    is_all: bool


def scan(commits: Commits, *, most: int, after: Timestamp = LONG_AGO) -> Scan:
    """Return the oldest commits without positions, and what their facts follow.

    Ids grow with each machine's own clock: where not everything that waits is taken, an
    aggregate's earlier fact may have the later id. So its commit is fetched as well.

    Args:
        commits: `events` of the home.
        most: about how many facts.
        after: the earliest moment that will do; what the server is still keeping is waited for.
    """
    # All as of one moment: else a later fact could be seen that came after an earlier was missed.
    now = _Moment(commits, after)
    batch, is_all = _oldest(now, most)
    while not is_all and (earlier := _predecessors(now, batch)):
        batch += earlier
    return Scan(commits=in_order(batch), moment=now.moment, is_all=is_all)


class _Moment:
    """A collection as it was at one moment that can be told; the driver's own keeps it secret."""

    def __init__(self, commits: Commits, after: Timestamp) -> None:
        self.database, self.name = commits.database, commits.name
        asked = {"find": self.name, "filter": {"_id": None}, "limit": 1, "singleBatch": True}
        bound = {"afterClusterTime": after} if after > LONG_AGO else {}
        answer = self.database.command({**asked, "readConcern": {"level": "snapshot", **bound}})
        # A home that was never opened has no collection, and nothing to read at a moment.
        self.moment: Timestamp = answer["cursor"].get("atClusterTime", answer["operationTime"])

    def find(self, wanted: Mapping[str, Any], **options: Any) -> Any:
        """Return a cursor over documents as they were."""
        concern = {"level": "snapshot", "atClusterTime": self.moment}
        asked = {"find": self.name, "filter": wanted, **options, "readConcern": concern}
        return self.database.cursor_command(asked)


def _oldest(now: _Moment, most: int) -> tuple[list[Document], bool]:
    """Return commits of about so many facts, and whether these are all that wait."""
    batch: list[Document] = []
    count, page = 0, FIRST_PAGE
    while True:
        wanted = len(batch) + page
        for commit in now.find(UNNUMBERED, sort={"_id": 1}, skip=len(batch), limit=page):
            batch.append(commit)
            count += len(facts_of(commit))
            if count >= most:
                return batch, False
        if len(batch) < wanted:
            return batch, True
        page = 1 + (most - count) * len(batch) // count


def _predecessors(now: _Moment, batch: list[Document]) -> list[Document]:
    """Return the waiting commits that hold what comes right before a batch and is not in it."""
    before = missing(batch)
    if not before:
        return []
    kinds, keys, versions = (list(set(part)) for part in zip(*before, strict=True))
    place = {
        "aggregate_id": {"$in": keys},
        "aggregate_kind": {"$in": kinds},
        "aggregate_version": {"$in": versions},
    }
    found = now.find({"facts": {"$elemMatch": place}, **UNNUMBERED})
    return [commit for commit in found if not before.isdisjoint(places_of(commit))]
