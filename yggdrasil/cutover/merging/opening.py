"""Where an operator wants the merged documents to go, opened; each mistake is one sentence."""

from pathlib import Path
from urllib.parse import urlsplit

from yggdrasil.cutover.merging.outlet import DatabaseOutlet, FolderOutlet, Outlet
from yggdrasil.cutover.sources.opening import refuse_home
from yggdrasil.cutover.sources.source import SourceError


def open_outlet(*, uri: str | None, database: str | None, folder: str | None) -> Outlet:
    """Return the place that the options name.

    Args:
        uri: of a server.
        database: name of the database on it; may be left out if the URI names one.
        folder: for `<collection>.jsonl` files.

    Returns:
        The outlet; nothing is written yet.

    Raises:
        SourceError: if the options name none, two, or half of one.
        SourceUnreachableError: if the server does not answer.
    """
    if folder and (uri or database):
        raise SourceError(
            "Two targets are named: give either --target-dir, or --target-uri and --target-db."
        )
    if folder:
        return FolderOutlet(Path(folder))
    if not uri:
        raise SourceError(
            "No target is named: give --target-uri and --target-db for a live database, or "
            "--target-dir for a folder of <collection>.jsonl files."
        )
    name = database or urlsplit(uri).path.strip("/")
    if not name:
        raise SourceError("--target-db is missing: name a database on the server of --target-uri.")
    refuse_home(uri, name, option="--target-db")
    return DatabaseOutlet(uri=uri, database=name)
