"""What an operator names on the command line, opened; each mistake is one sentence."""

from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections

from yggdrasil.cutover.progress import Progress
from yggdrasil.cutover.sources.connecting import address_of
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.sources.mongodb import MongodbSource
from yggdrasil.cutover.sources.source import Source, SourceError


def open_source(
    *, uri: str | None, database: str | None, folder: str | None, progress: Progress
) -> Source:
    """Return the predecessor that the options name.

    Args:
        uri: of a server.
        database: name of the database on it; may be left out if the URI names one.
        folder: with `<collection>.jsonl` files.
        progress: shows how far the reading of a folder is.

    Returns:
        The source; whoever opened it closes it.

    Raises:
        SourceError: if the options name none, two, or half of one, or one that cannot be read.
        SourceUnreachableError: if the server does not answer.
    """
    if folder and (uri or database):
        raise SourceError(
            "Two predecessors are named: give either --source-dir, or --source-uri and --source-db."
        )
    if folder:
        return FolderSource(Path(folder), progress=progress)
    if not uri:
        raise SourceError(
            "No predecessor is named: give --source-uri and --source-db for a live database, or "
            "--source-dir for a folder of <collection>.jsonl files."
        )
    name = database or urlsplit(uri).path.strip("/")
    if not name:
        raise SourceError(
            "--source-db is missing: name the database on the server of --source-uri."
        )
    refuse_home(uri, name, option="--source-db")
    return MongodbSource(uri=uri, database=name)


def refuse_home(uri: str, database: str, *, option: str) -> None:
    """Return if a database is none of the homes.

    Args:
        uri: of its server.
        database: its name.
        option: which names it, for the sentence.

    Raises:
        SourceError: if it is one.
    """
    for alias in connections:
        home = connections[alias].settings_dict
        is_same_server = set(address_of(uri).split(",")) & set(address_of(home["HOST"]).split(","))
        if home["NAME"] == database and is_same_server:
            raise SourceError(f"{option} is wrong: {database} is the home {alias!r} itself.")
