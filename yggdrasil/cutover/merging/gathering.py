"""All that the homes hold about some documents of the predecessor, and what it is together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from pymongo.collection import Collection

from yggdrasil.cutover.homes.remainder import VERSION_KEY, Change, name_of, restore
from yggdrasil.cutover.homes.targets import REMAINDERS, alias_and_table, collection_of
from yggdrasil.cutover.mapping.collection import CollectionMapping, Find, Found
from yggdrasil.cutover.mapping.documents import Document, values_at


@dataclass(slots=True)
class Stand:
    """One document on its way back.

    Attributes:
        key: of the predecessor's document.
        leading: the document of the homes that it comes from; None if none could be written.
        withheld: the old document, or its bytes, where none could be written.
        spelling: see `name_of`.
    """

    key: Any
    leading: Document | None = None
    withheld: Any = None
    spelling: str = ""

    @property
    def new_key(self) -> Any:
        """Return its key in the homes."""
        return self.leading["_id"] if self.leading else self.key


@dataclass(slots=True)
class Gathered:
    """What became of some documents.

    Attributes:
        documents: whole again; as BSON where the predecessor's own was no document.
        restored: how many fields were put back as they once were.
        left: how many have no place in the predecessor.
    """

    documents: list[Document | bytes] = field(default_factory=list)
    restored: int = 0
    left: int = 0


class Gatherer:
    """Puts the documents of one collection together again."""

    def __init__(
        self,
        leader: CollectionMapping,
        parts: Iterable[tuple[str, CollectionMapping]],
        *,
        carried: frozenset[str],
    ) -> None:
        """Name the mappings.

        Args:
            leader: which decides what documents there are.
            parts: mappings of the collection that have a way back, with the alias of their home.
            carried: collections that the predecessor had.
        """
        self._leader = leader
        self._parts = tuple(parts)
        self._carried = carried

    def gather(self, stands: list[Stand]) -> Gathered:
        """Put documents together.

        Args:
            stands: some of the collection.

        Returns:
            The documents, whole.
        """
        bodies = [stand.withheld for stand in stands if isinstance(stand.withheld, bytes)]
        if bodies:
            # Kept whole, and with a key of which nothing is known.
            stands = [stand for stand in stands if not isinstance(stand.withheld, bytes)]
            gathered = self.gather(stands)
            gathered.documents += bodies
            return gathered
        wholes: list[Document] = [{} for _ in stands]
        changes: list[list[Change]] = [[] for _ in stands]
        left = [False] * len(stands)
        for alias, mapping in self._parts:
            found = {find: _find(find, stands) for find in mapping.finds}
            kept = _kept(alias, mapping, stands)
            for place, stand in enumerate(stands):
                mine = kept[place]
                fields = self._merge(mapping, stand, found, mine)
                left[place] = left[place] or (fields is None and mapping is self._leader)
                wholes[place] |= fields or {}
                changes[place] += mine
        return self._together(stands, wholes, changes, left)

    def _merge(
        self,
        mapping: CollectionMapping,
        stand: Stand,
        found: dict[Find, dict[Any, list[Document]]],
        kept: list[Change],
    ) -> Document | None:
        if mapping is self._leader and stand.leading is None:
            return stand.withheld if isinstance(stand.withheld, dict) else {}
        documents: dict[type[Model], list[Document]] = {}
        for find, answers in found.items():
            value = _value(find, stand)
            documents.setdefault(find.model, []).extend(answers.get(value, ()))
        merge = mapping.merge
        assert merge is not None  # noqa: S101 - only such mappings are parts
        old = {".".join(change["path"]): change["was"] for change in kept if "was" in change}
        return merge(Found(key=stand.new_key, documents=documents, kept=old, carried=self._carried))

    def _together(
        self,
        stands: list[Stand],
        wholes: list[Document],
        changes: list[list[Change]],
        left: list[bool],
    ) -> Gathered:
        gathered = Gathered()
        for stand, whole, mine, is_left in zip(stands, wholes, changes, left, strict=True):
            if is_left:
                gathered.left += 1
            else:
                if stand.leading is not None:
                    whole.setdefault(VERSION_KEY, 0)
                gathered.restored += len(mine)
                gathered.documents.append(restore(whole, mine))
        return gathered


def _find(find: Find, stands: list[Stand]) -> dict[Any, list[Document]]:
    """Return the documents that a find names, by value, in the order of their keys."""
    values = [value for stand in stands if (value := _value(find, stand)) is not None]
    answers: dict[Any, list[Document]] = {value: [] for value in values}
    alias, table = alias_and_table(find.model)
    cursor = collection_of(alias, table).find(
        {find.path: {"$in": list(answers)}}, projection=list(find.fields) or None
    )
    for document in sorted(cursor, key=lambda document: str(document["_id"])):
        for value in dict.fromkeys(values_at(document, find.path)):
            if value in answers:
                answers[value].append(document)
    return answers


def _value(find: Find, stand: Stand) -> Any:
    value = stand.new_key if find.by == "_id" else (stand.leading or {}).get(find.by)
    return str(value) if find.is_text else value


def _kept(alias: str, mapping: CollectionMapping, stands: list[Stand]) -> list[list[Change]]:
    """Return what one home kept aside of each document."""
    names = [name_of(mapping.source, stand.key, spelling=stand.spelling) for stand in stands]
    cursor = collection_of(alias, REMAINDERS).find({"_id": {"$in": names}})
    pages = {_hashable(page["_id"]["key"]): page["changes"] for page in cursor}
    return [
        [change for change in pages.get(_hashable(stand.key), ()) if change["path"]]
        for stand in stands
    ]


def _hashable(key: Any) -> Any:
    return repr(key) if isinstance(key, dict | list) else key


def stands_of(leader: CollectionMapping, *, spelling: str = "") -> Iterator[Stand]:
    """Return what there is of a collection: what the homes hold, then what was withheld.

    Args:
        leader: its leading mapping.
        spelling: see `name_of`.
    """
    alias, table = alias_and_table(leader.finds[0].model)
    kept = collection_of(alias, REMAINDERS)
    names = _names(kept, leader)
    for document in collection_of(alias, table).find().sort("_id", 1).hint([("_id", 1)]):
        name = names.get(document["_id"], {"key": document["_id"]})
        if name.get("in", "") == spelling:
            yield Stand(name["key"], leading=document, spelling=spelling)
    where = {"_id.of": leader.source, "_id.in": spelling or None, "is_withheld": True}
    for page in kept.find(where).sort("_id", 1):
        whole = next(change["was"] for change in page["changes"] if not change["path"])
        yield Stand(page["_id"]["key"], withheld=whole, spelling=spelling)


def _names(kept: Collection[Document], leader: CollectionMapping) -> dict[Any, Document]:
    """Return what remainders are called, by key, where that alone does not tell."""
    odd = {"$or": [{"is_now": {"$exists": True}}, {"_id.in": {"$exists": True}}]}
    where = {"_id.of": leader.source, "is_withheld": {"$exists": False}, **odd}
    pages = kept.find(where, projection=["is_now"])
    return {page.get("is_now", page["_id"]["key"]): page["_id"] for page in pages}
