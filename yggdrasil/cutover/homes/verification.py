"""Do the homes hold exactly what was meant to be written: counts and digests, read back."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Checkpoint
from yggdrasil.cutover.homes.targets import collection_of, home_name
from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.sources import raw


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was meant to be in one collection, and what is.

    Attributes:
        alias: of the home.
        table: collection.
        meant: digest of the documents as they were to be written.
        found: digest of the documents as they were read back; None in a plan.
    """

    alias: str
    table: str
    meant: Digest
    found: Digest | None

    @property
    def is_good(self) -> bool:
        """Return whether both are the same."""
        return self.meant == self.found

    @property
    def sentence(self) -> str:
        """Return what is wrong."""
        found = self.found or Digest()
        where = f"Collection {self.table} of {home_name(self.alias)}"
        if found.count != self.meant.count:
            return f"{where} holds {found.count} documents instead of {self.meant.count}."
        return f"{where} holds {found.count} documents, but not all are as they were written."


def meant_by(checkpoints: Iterable[tuple[str, Checkpoint]]) -> dict[tuple[str, str], Digest]:
    """Return what should be in each collection.

    Args:
        checkpoints: with the alias of the home each belongs to.

    Returns:
        Alias and collection to digest, in the order in which they are filled.
    """
    meant: dict[tuple[str, str], Digest] = {}
    for alias, checkpoint in checkpoints:
        for table, digest in checkpoint.written.items():
            meant[alias, table] = meant.get((alias, table), Digest()) + digest
    return meant


def verify(meant: dict[tuple[str, str], Digest], *, progress: Progress) -> list[Verdict]:
    """Read every collection back and compare.

    Args:
        meant: alias and collection to what should be there.
        progress: shows how far the reading is.

    Returns:
        A verdict on each.
    """
    # Two at a time: one waits for the server while the other hashes.
    with ThreadPoolExecutor(2, thread_name_prefix="cutover-verifier") as readers:
        return list(readers.map(partial(judge, progress=progress), meant, meant.values()))


def judge(place: tuple[str, str], meant: Digest, *, progress: Progress) -> Verdict:
    """Read one collection back and compare.

    Args:
        place: alias and collection.
        meant: what should be there.
        progress: shows how far the reading is.
    """
    found = read_back(*place, meant.count, progress=progress)
    return Verdict(alias=place[0], table=place[1], meant=meant, found=found)


def read_back(alias: str, table: str, expected: int, *, progress: Progress) -> Digest:
    """Return the digest of what a collection holds.

    Args:
        alias: of the home.
        table: collection.
        expected: documents that should be there, for the bar.
        progress: shows how far the reading is.
    """
    found = Digest()
    with progress.bar(f"verifying {table}", expected) as bar:
        for bodies in raw.find(collection_of(alias, table), size=2000):
            found.add(bodies)
            bar.advance(len(bodies))
    return found
