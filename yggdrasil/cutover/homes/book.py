"""What one home remembers of a cut-over: the run, and how far each mapping is.

Documents of the collection `cutover`: one `run`, one a mapping and collection. They are written
behind the batch they speak of, so that a crash in between repeats the batch and changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

from yggdrasil import clock
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.targets import BOOK, FINDINGS, collection_of
from yggdrasil.cutover.mapping.documents import Document

RUN = "run"
VERIFIED = "verified"
LOADING = "loading"
# What became of the unique indexes of a home: its documents were in their way; they stay.
_DOUBTED, _KEPT = "doubted", "kept"


@dataclass(slots=True)
class Checkpoint:
    """How far one mapping is over one collection.

    Attributes:
        key: name of the task.
        after: position behind the last document that is written; None before the first.
        read: digest of the documents read so far.
        written: digest of the documents written so far, by collection of the home.
        tallies: figures so far.
        kinds: how many findings of each kind so far; the kind is `<sort>.<kind>`.
        is_done: whether the collection is through.
    """

    key: str
    after: Any = None
    read: Digest = field(default_factory=Digest)
    written: dict[str, Digest] = field(default_factory=dict)
    tallies: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    is_done: bool = False

    def wrote(self, table: str, digest: Digest) -> None:
        """Add documents written to a collection."""
        self.written[table] = self.written.get(table, Digest()) + digest

    def to_document(self) -> Document:
        """Return it as the book holds it."""
        return {
            "_id": self.key,
            "after": self.after,
            "read": self.read.to_document(),
            "written": {table: digest.to_document() for table, digest in self.written.items()},
            # Names of figures may hold dots, which names of fields should not.
            "tallies": [[name, count] for name, count in sorted(self.tallies.items())],
            "kinds": [[name, count] for name, count in sorted(self.kinds.items())],
            "is_done": self.is_done,
        }

    @classmethod
    def from_document(cls, document: Document) -> Self:
        """Return what `to_document` returned."""
        return cls(
            key=document["_id"],
            after=document["after"],
            read=Digest.from_document(document["read"]),
            written={
                table: Digest.from_document(digest) for table, digest in document["written"].items()
            },
            tallies=Counter(dict(document["tallies"])),
            kinds=Counter(dict(document["kinds"])),
            is_done=document["is_done"],
        )


class Book:
    """The book of one home."""

    def __init__(self, alias: str) -> None:
        """Open the book; nothing is written yet.

        Args:
            alias: of the home.
        """
        self.alias = alias
        self._pages = collection_of(alias, BOOK, is_safe=True)

    def run(self) -> Document | None:
        """Return what is known of the run; None if there was none."""
        return self._pages.find_one({"_id": RUN})

    def begin(self, *, source: str, fingerprint: str, counts: dict[str, int]) -> None:
        """Note which predecessor this home is filled from, once.

        Args:
            source: its name.
            fingerprint: what tells it from others.
            counts: documents of each of its collections.
        """
        self._pages.update_one(
            {"_id": RUN, "state": {"$exists": False}},
            {
                "$set": {
                    "state": LOADING,
                    "source": source,
                    "fingerprint": fingerprint,
                    "counts": counts,
                    "started_at": clock.now(),
                }
            },
        )

    def finish(self) -> None:
        """Note that everything is written and verified."""
        self._pages.update_one(
            {"_id": RUN}, {"$set": {"state": VERIFIED, "verified_at": clock.now()}}
        )

    def checkpoint(self, key: str) -> Checkpoint:
        """Return how far a mapping is.

        Args:
            key: name of the task.
        """
        found = self._pages.find_one({"_id": key})
        return Checkpoint.from_document(found) if found else Checkpoint(key)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Note how far a mapping is, when all of it is written.

        Args:
            checkpoint: how far.
        """
        self._pages.replace_one({"_id": checkpoint.key}, checkpoint.to_document(), upsert=True)

    def remember_indexes(self, table: str, indexes: list[Document]) -> None:
        """Note which indexes of a collection are about to be dropped; an earlier note stays.

        Args:
            table: collection.
            indexes: as the server tells them.
        """
        page = {"indexes": [list(index.items()) for index in indexes]}
        self._pages.update_one({"_id": f"indexes of {table}"}, {"$setOnInsert": page}, upsert=True)

    def indexes(self, table: str) -> list[Document]:
        """Return the indexes of a collection that are still to be built.

        Args:
            table: collection.
        """
        page = self._pages.find_one({"_id": f"indexes of {table}"})
        return [dict(index) for index in page["indexes"]] if page else []

    def forget_indexes(self, table: str) -> None:
        """Note that the indexes of a collection are built.

        Args:
            table: collection.
        """
        self._pages.delete_one({"_id": f"indexes of {table}"})

    def doubt(self) -> None:
        """Note that the home holds what its unique indexes do not allow."""
        self._pages.update_one({"_id": RUN}, {"$set": {"unique": _DOUBTED}})

    def is_doubted(self) -> bool:
        """Return whether the home is to be begun anew."""
        return self._unique() == _DOUBTED

    def keep_unique(self) -> None:
        """Forget how far the mappings are, and note that unique indexes have to stay."""
        self._pages.delete_many({"_id": {"$ne": RUN}})
        self._pages.update_one({"_id": RUN}, {"$set": {"unique": _KEPT}})

    def keeps_unique(self) -> bool:
        """Return whether unique indexes have to stay while the home is filled."""
        return self._unique() == _KEPT

    def _unique(self) -> str:
        return str((self.run() or {}).get("unique", ""))

    def forget_findings(self, checkpoint: Checkpoint) -> None:
        """Remove findings of a batch that was never finished; it will be read again.

        Args:
            checkpoint: how far the mapping is.
        """
        collection_of(self.alias, FINDINGS).delete_many(
            {"task": checkpoint.key, "position": {"$gte": checkpoint.read.count}}
        )
