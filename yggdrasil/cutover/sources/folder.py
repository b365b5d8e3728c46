"""A predecessor in a folder: one `<collection>.jsonl` each, Extended JSON, canonical or relaxed.

All lines are read before anything else happens, so that a bad one is found before a good one is
written; they wait on a private disk file, where any field can be looked up.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import bson

from yggdrasil.cutover.mapping.documents import Document, decode, narrowed, project
from yggdrasil.cutover.progress import QUIET, Progress
from yggdrasil.cutover.sources.extended_json import MalformedLineError, loads
from yggdrasil.cutover.sources.one_by_one import OneByOne
from yggdrasil.cutover.sources.source import Batch, SourceError
from yggdrasil.cutover.sources.staging import RepeatedKeyError, Staging

MANIFEST = "_manifest.json"
_SUFFIX = ".jsonl"


class FolderSource(OneByOne):
    """The files of one folder, each read in the order of its lines."""

    may_read_ahead = False

    def __init__(self, folder: Path, *, progress: Progress = QUIET) -> None:
        """Read every line.

        Args:
            folder: where the files lie.
            progress: shows how far the reading is.

        Raises:
            SourceError: if there is no such folder, no such file in it, or a line is not a
                document, repeats the `_id` of another, or has none.
        """
        self.name = f"folder {folder}"
        self._files = _files_of(folder)
        self._notes = [
            f"{path.name} is not a <collection>{_SUFFIX} file and was left out."
            for path in sorted(folder.iterdir())
            if path not in self._files and path.name != MANIFEST and not path.name.startswith(".")
        ]
        self._staging = Staging()
        self._counts: dict[str, int] = {}
        hashed = sha256()
        for path in self._files:
            reader = _Lines(path, progress)
            self._counts[path.stem] = self._stage(path, reader)
            hashed.update(f"{path.stem}\0{reader.hashed.hexdigest()}\0".encode())
            self._compare_with_manifest(folder, path.stem, reader)
        self._fingerprint = f"folder:{hashed.hexdigest()}"

    def fingerprint(self) -> str:
        """Return the hash of all files, whatever the folder is called."""
        return self._fingerprint

    def counts(self) -> dict[str, int]:
        """Return how many documents each file has."""
        return dict(self._counts)

    def notes(self) -> list[str]:
        """Return what lies there besides, and where the manifest says otherwise."""
        return self._notes

    def read(
        self,
        collection: str,
        *,
        after: Any = None,
        size: int = 1000,
        fields: tuple[str, ...] = (),
        having: str = "",
    ) -> Iterator[Batch]:
        """Read in the order of the lines; the position is a count of documents."""
        position = after or 0
        while rows := self._staging.read(collection, after=position, size=size):
            position = rows[-1][0]
            bodies = [body for _, body in rows]
            if fields or having:
                bodies = narrowed(bodies, fields, having)
            yield Batch(bodies, [row for row, _ in rows].__getitem__)

    def distinct(
        self, collection: str, *, path: str, after: str | None = None, size: int = 1000
    ) -> Iterator[Batch]:
        """Read the different texts, sorted."""
        while texts := self._staging.distinct(collection, path=path, after=after, size=size):
            after = texts[-1]
            yield Batch([bson.encode({"_id": text}) for text in texts], texts.__getitem__)

    def find(
        self, collection: str, *, path: str, keys: Iterable[Any], fields: tuple[str, ...] = ()
    ) -> Iterator[Document]:
        """Look up in the disk file."""
        for body in self._staging.find(collection, path=path, keys=keys):
            yield project(decode(body), fields)

    def ordered(self, collection: str, *, by: str, fields: tuple[str, ...]) -> Iterator[Document]:
        """Sort in the disk file."""
        for body in self._staging.ordered(collection, by=by):
            yield project(decode(body), fields)

    def is_unique(self, collection: str, fields: tuple[str, ...]) -> bool:  # noqa: ARG002
        """Return False: files guarantee nothing but their keys."""
        return False

    def close(self) -> None:
        """Let the disk file vanish."""
        self._staging.close()

    def _stage(self, path: Path, lines: "_Lines") -> int:
        try:
            return self._staging.add_collection(path.stem, lines.documents())
        except RepeatedKeyError as error:
            raise SourceError(
                f"{path.name}, line {lines.number}: its _id is that of an earlier line. "
                "Remove one of the two."
            ) from error

    def _compare_with_manifest(self, folder: Path, collection: str, lines: "_Lines") -> None:
        said = _manifest_of(folder).get(collection)
        if isinstance(said, dict) and said.get("sha256") not in {None, lines.hashed.hexdigest()}:
            self._notes.append(
                f"{collection}{_SUFFIX} is not the file that {MANIFEST} describes: it has "
                f"{self._counts[collection]} documents, the manifest says {said.get('documents')}."
            )


class _Lines:
    """The lines of one file, as documents, hashed as they pass."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self.path = path
        self.number = 0
        self.hashed = sha256()
        self._progress = progress

    def documents(self) -> Iterator[Document]:
        """Read the documents; blank lines are passed over."""
        with (
            self._progress.bar(f"reading {self.path.name}", self.path.stat().st_size, "B") as bar,
            self.path.open("rb") as file,
        ):
            for line in file:
                self.number += 1
                self.hashed.update(line)
                bar.advance(len(line))
                text = line.removeprefix(b"\xef\xbb\xbf").strip()
                if text:
                    yield self._document(text)

    def _document(self, text: bytes) -> Document:
        try:
            document = loads(text)
        except MalformedLineError as error:
            raise self._error(f"not Extended JSON: {error}. Repair or remove the line") from error
        if "_id" not in document:
            raise self._error("the document has no _id. Add one, or remove the line")
        return document

    def _error(self, what: str) -> SourceError:
        return SourceError(f"{self.path.name}, line {self.number}: {what}. Nothing was written.")


def _files_of(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}.")
    files = sorted(path for path in folder.glob(f"*{_SUFFIX}") if path.is_file())
    if not files:
        raise SourceError(
            f"Folder {folder} holds no <collection>{_SUFFIX} file, such as users{_SUFFIX}. "
            "Export each collection with mongoexport, without --jsonArray."
        )
    return files


def _manifest_of(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}
