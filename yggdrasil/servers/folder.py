"""The folder of a local server: writable, with room on its disk, one starter at a time."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yggdrasil.errors import UnavailableError
from yggdrasil.servers import process

PATIENCE_SECONDS = 60


class FolderNotUsableError(UnavailableError):
    """Nothing can be kept in the folder."""


class DiskFullError(UnavailableError):
    """The disk of the folder has too little room."""


class FolderBusyError(UnavailableError):
    """Another process has been starting or ending the same server for too long."""


def open_folder(folder: Path, *, room_bytes: int) -> None:
    """Make a folder and try to write into it.

    Trying is the only test that also holds for root and for a disk mounted read-only.

    Args:
        folder: the data folder of a server.
        room_bytes: the free space that the server needs.

    Raises:
        FolderNotUsableError: if it cannot be made or written.
        DiskFullError: if its disk has less room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderNotUsableError(f"{folder} cannot be written: {error.strerror}.") from error
    if free_bytes < room_bytes:
        raise DiskFullError(
            f"The disk of {folder} has {_megabytes(free_bytes)} MB free; "
            f"{_megabytes(room_bytes)} MB are needed."
        )


@contextmanager
def held(folder: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep other starters of the same server waiting; a killed holder lets go by itself.

    Args:
        folder: the folder of the server.
        patience_seconds: how long to wait for another holder.

    Raises:
        FolderBusyError: if the other holder takes longer.
        FolderNotUsableError: if there can be no lock in the folder.
    """
    path = folder / "lock"
    try:
        lock = path.open("w")
    except OSError as error:
        raise FolderNotUsableError(f"{path} cannot be written: {error.strerror}.") from error
    with lock:
        if process.wait_while(lambda: _is_locked(lock.fileno()), seconds=patience_seconds):
            raise FolderBusyError(
                f"Another process has held {path} for {patience_seconds:.0f} seconds: "
                f"wait for it or end it."
            )
        yield


def _is_locked(file: int) -> bool:
    """Return whether somebody else holds the lock; otherwise it is ours from now on."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _megabytes(size: int) -> int:
    return size // 1024**2
