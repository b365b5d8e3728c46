"""Servers that live as long as one run of the tests and leave nothing behind."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from yggdrasil.servers.folder import FolderBusyError, held, open_folder
from yggdrasil.servers.local_servers import down, running


@contextmanager
def temporary_servers(
    *, environ: Mapping[str, str], parent: Path, for_tests: bool = True
) -> Iterator[dict[str, str]]:
    """Keep empty servers up for the length of a block.

    Runs side by side have servers of their own. What a killed run left is removed first.

    Args:
        environ: the environment, which may name servers; those are used and not emptied.
        parent: the folder of all such runs.
        for_tests: whether they obey tests: MongoDB fails on order and lets nothing expire.

    Yields:
        The addresses by the variables that settings read.

    Raises:
        UnavailableError: if a server cannot be had; see `local_servers.up`.
    """
    with _own_folder(parent) as local:
        try:
            with running(environ=environ, local=local, for_tests=for_tests) as addresses:
                yield addresses
        finally:
            shutil.rmtree(local, ignore_errors=True)


@contextmanager
def _own_folder(parent: Path) -> Iterator[Path]:
    open_folder(parent, room_bytes=0)
    with held(parent):
        _sweep(parent)
        local = Path(tempfile.mkdtemp(dir=parent))
        owned = held(local)
        owned.__enter__()
    try:
        yield local
    finally:
        owned.__exit__(None, None, None)


def _sweep(parent: Path) -> None:
    for left in filter(Path.is_dir, parent.iterdir()):
        try:
            with held(left, patience_seconds=0):
                down(local=left)
                shutil.rmtree(left, ignore_errors=True)
        except FolderBusyError:
            continue  # another run is alive and well
