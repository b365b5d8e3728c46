"""The processes of this machine: is it our server, does it listen, has it ended."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import psutil

Obstacle = TypeVar("Obstacle")

POLL_SECONDS = 0.02
END_SECONDS = 20


def launch(*, command: Sequence[str], data: Path, log: Path) -> int:
    """Start a server that outlives this process and does not hear its terminal.

    Args:
        command: the command line.
        data: the folder it works in, by which it is recognised later.
        log: the file that takes what it writes; begun anew, so that it cannot grow for ever.

    Returns:
        Its process id.

    Raises:
        OSError: if it cannot be started.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the command line is made of our own words
            command,
            cwd=data,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # It is meant to outlive this handle, which would otherwise complain when it is collected.
    process.returncode = 0
    return process.pid


def serves(*, pid: int, data: Path) -> bool:
    """Return whether a process lives and works in a data folder.

    Process ids are used again; the working folder tells our server from a stranger.

    Args:
        pid: its process id.
        data: the data folder.
    """
    process = _living(pid)
    return process is not None and _works_in(process, data) and _is_housed(process, data)


def find(*, executable: str, data: Path) -> list[int]:
    """Return the servers that work in a data folder, whatever any file says.

    Args:
        executable: name of the program.
        data: the data folder.

    Returns:
        Process ids, seldom more than one.
    """
    return [found.pid for found in _named(executable, data) if _is_housed(found, data)]


def find_homeless(*, executable: str, data: Path) -> list[int]:
    """Return the servers that still run in a data folder that somebody has deleted.

    Args:
        executable: name of the program.
        data: the data folder, which may have been made anew since.

    Returns:
        Process ids.
    """
    return [found.pid for found in _named(executable, data) if not _is_housed(found, data)]


def ports_of(*, pid: int) -> set[int]:
    """Return the ports that a process listens on.

    Args:
        pid: its process id.
    """
    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return set()
    return {link.laddr.port for link in connections if link.status == psutil.CONN_LISTEN}


def is_alive(*, pid: int) -> bool:
    """Return whether a process runs; one that ended and was not yet buried does not.

    Args:
        pid: its process id.
    """
    return _living(pid) is not None


def await_last_threads(*, pid: int) -> None:
    """Wait until a process that is ending has let go of its files and ports.

    A killed process counts as ended with its first thread; on a busy machine the others hold its
    locks a little longer.

    Args:
        pid: its process id; one that lives, or that nobody has, is not waited for.
    """
    wait_while(lambda: _threads_of_a_dead(pid) > 1, seconds=END_SECONDS)


def end(*, pid: int) -> None:
    """End a process: ask, wait, and kill what does not listen.

    Args:
        pid: its process id.
    """
    for order in (psutil.Process.terminate, psutil.Process.kill):
        process = _living(pid)
        if process is None:
            break
        with contextlib.suppress(psutil.NoSuchProcess):
            order(process)
        wait_while(lambda: is_alive(pid=pid), seconds=END_SECONDS)
    await_last_threads(pid=pid)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def wait_while(obstacle: Callable[[], Obstacle], *, seconds: float) -> Obstacle:
    """Ask again and again what is in the way, until nothing is.

    Args:
        obstacle: the question; a false answer means nothing.
        seconds: how long to go on asking.

    Returns:
        The last answer.
    """
    deadline = time.monotonic() + seconds
    while (answer := obstacle()) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return answer


def _living(pid: int) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    except psutil.Error:
        return None


def _threads_of_a_dead(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        dead = process.status() == psutil.STATUS_ZOMBIE
        return int(process.num_threads()) if dead else 0
    except psutil.Error:
        return 0


def _named(executable: str, data: Path) -> list[psutil.Process]:
    named = (found for found in psutil.process_iter(["name"]) if found.info["name"] == executable)
    return [found for found in named if _living(found.pid) and _works_in(found, data)]


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return bool(process.cwd() == str(data.resolve()))
    except psutil.Error:  # another user's, or gone meanwhile
        return False


def _is_housed(process: psutil.Process, data: Path) -> bool:
    """Return whether the folder is still the one that the process entered, not a successor."""
    entered = Path(f"/proc/{process.pid}/cwd")
    if not entered.exists():  # no Linux: the name must do
        return data.is_dir()
    return data.is_dir() and entered.samefile(data)
