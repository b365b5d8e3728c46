"""Where merged documents go: a live database, or a folder of JSON lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import bson
from bson.raw_bson import RawBSONDocument
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.mapping.documents import CODEC, decode
from yggdrasil.cutover.sources import raw
from yggdrasil.cutover.sources.connecting import address_of, connect, unreachable
from yggdrasil.cutover.sources.extended_json import dumps, loads
from yggdrasil.errors import ConflictError, InvalidError

MARK = "yggdrasil_merge"
_SUFFIX = ".jsonl"
_MARK_FILE = ".yggdrasil-merge.json"
_SAFE = WriteConcern(w="majority", wtimeout=60_000)


class OutletTakenError(ConflictError):
    """There is something where the merged documents should go."""


class OutletNotWritableError(InvalidError):
    """Merged documents cannot be written there."""


class Outlet(Protocol):
    """An empty place for a predecessor's database.

    Attributes:
        name: what it is, for people; without secrets.
    """

    name: str

    def begin(self) -> None:
        """Mark the place as ours, and empty it of what an unfinished merge left there.

        Raises:
            OutletTakenError: if it holds anything else.
        """

    def write(self, collection: str, bodies: list[bytes]) -> None:
        """Write documents.

        Args:
            collection: its name; it is made if there is none, also for no documents.
            bodies: documents as BSON.
        """

    def read_back(self, collection: str) -> Digest:
        """Return the digest of what a collection holds."""

    def finish(self) -> None:
        """Take the mark away: the place is the predecessor's own."""

    def close(self) -> None:
        """Let go of what the outlet holds."""


class DatabaseOutlet:
    """A database on a live server."""

    def __init__(self, *, uri: str, database: str) -> None:
        """Connect.

        Args:
            uri: address of the server.
            database: name of the database.

        Raises:
            SourceError: if the address is malformed.
            SourceUnreachableError: if the server does not answer.
        """
        self._client = connect(uri, what="the target")
        self._database = self._client.get_database(
            database, codec_options=CODEC, write_concern=_SAFE
        )
        self.name = f"database {database} on {address_of(uri)}"
        try:
            self._database.command("ping")
        except PyMongoError as error:
            self._client.close()
            raise unreachable(error, uri=uri, what="the target") from error

    def begin(self) -> None:
        """Drop the collections that an unfinished merge wrote; refuse any other."""
        names = set(self._database.list_collection_names())
        mine = {page["_id"] for page in self._database[MARK].find()} if MARK in names else set()
        others = sorted(names - mine - {MARK})
        if names and (MARK not in names or others):
            other = others[0] if others else MARK
            raise OutletTakenError(
                f"The target, {self.name}, is not empty: it has a collection {other}. "
                "Name a database that does not exist yet."
            )
        for name in mine:
            self._database.drop_collection(name)
        self._database[MARK].update_one({"_id": MARK}, {"$set": {}}, upsert=True)

    def write(self, collection: str, bodies: list[bytes]) -> None:
        """Insert documents; the mark names the collection before there is one."""
        self._database[MARK].update_one({"_id": collection}, {"$set": {}}, upsert=True)
        if bodies:
            self._database[collection].insert_many(map(RawBSONDocument, bodies), ordered=False)
        elif not self._database.list_collection_names(filter={"name": collection}):
            self._database.create_collection(collection)

    def read_back(self, collection: str) -> Digest:
        """Read every document."""
        found = Digest()
        for bodies in raw.find(self._database[collection], size=5000):
            found.add(bodies)
        return found

    def finish(self) -> None:
        """Drop the mark."""
        self._database.drop_collection(MARK)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class FolderOutlet:
    """A folder, one `<collection>.jsonl` each, canonical Extended JSON."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made if its parent is there.

        Args:
            folder: where.
        """
        self._folder = folder
        self.name = f"folder {folder}"

    def begin(self) -> None:
        """Remove the files that an unfinished merge wrote; refuse any other."""
        mark = self._folder / _MARK_FILE
        try:
            self._folder.mkdir(exist_ok=True)
            mine = set(json.loads(mark.read_text("utf-8"))) if mark.exists() else None
            others = [it.name for it in self._folder.iterdir() if it.name != _MARK_FILE]
            if others and (mine is None or set(others) - mine):
                other = min(set(others) - (mine or set()))
                raise OutletTakenError(
                    f"The target, {self.name}, is not empty: it holds {other}. "
                    "Name a folder that does not exist yet."
                )
            for name in mine or ():
                (self._folder / name).unlink(missing_ok=True)
            mark.write_text("[]", "utf-8")
        except OSError as error:
            raise OutletNotWritableError(
                f"The target, {self.name}, cannot be written to: {error.strerror}."
            ) from error

    def write(self, collection: str, bodies: list[bytes]) -> None:
        """Append lines; the mark names the file before there is one."""
        path = self._path(collection)
        if not path.exists():
            mark = self._folder / _MARK_FILE
            mark.write_text(json.dumps([*json.loads(mark.read_text("utf-8")), path.name]), "utf-8")
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{dumps(decode(body))}\n" for body in bodies)

    def read_back(self, collection: str) -> Digest:
        """Read every line."""
        found = Digest()
        path = self._path(collection)
        if path.exists():
            with path.open("rb") as file:
                found.add(_as_written(line) for line in file)
        return found

    def finish(self) -> None:
        """Remove the mark."""
        (self._folder / _MARK_FILE).unlink()

    def close(self) -> None:
        """Hold on to nothing."""

    def _path(self, collection: str) -> Path:
        return self._folder / f"{collection}{_SUFFIX}"


class MemoryOutlet:
    """A dictionary, complete; for tests.

    Attributes:
        collections: documents by collection.
    """

    name = "memory"

    def __init__(self) -> None:
        """Start with nothing."""
        self.collections: dict[str, list[dict[str, Any]]] = {}

    def begin(self) -> None:
        """Forget what was written."""
        self.collections = {}

    def write(self, collection: str, bodies: list[bytes]) -> None:
        """Keep documents."""
        self.collections.setdefault(collection, []).extend(map(decode, bodies))

    def read_back(self, collection: str) -> Digest:
        """Look at every document."""
        found = Digest()
        documents: Iterable[dict[str, Any]] = self.collections.get(collection, ())
        found.add(bson.encode(document, codec_options=CODEC) for document in documents)
        return found

    def finish(self) -> None:
        """Nothing marks a dictionary."""

    def close(self) -> None:
        """Hold on to nothing."""


def _as_written(line: bytes) -> bytes:
    return bson.encode(loads(line), codec_options=CODEC)
