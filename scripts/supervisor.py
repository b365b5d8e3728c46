"""The processes of the Procfile, run side by side by honcho and ended with all they started."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from honcho.environ import parse_procfile

from yggdrasil.servers.process import serves, wait_while
from yggdrasil.servers.state import ROOT

END_SECONDS = 15
# Runs before a release, not beside the others.
RELEASE = "release"


@contextmanager
def processes(*, environ: Mapping[str, str], folder: Path) -> Iterator[psutil.Process]:
    """Keep the processes of the Procfile running for the length of a block.

    Args:
        environ: their environment.
        folder: where the process that looks after them is remembered.

    Yields:
        That process; it ends when one of them does.
    """
    names = parse_procfile((ROOT / "Procfile").read_text()).processes
    words = [name for name in names if name != RELEASE]
    # No .env here: config.env reads it, and variables that are set win over it.
    command = [sys.executable, "-m", "honcho", "--env", os.devnull, "start", *words]
    supervisor = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        (folder / "pid").write_text(str(supervisor.pid))
        yield psutil.Process(supervisor.pid)
    finally:
        end(psutil.Process(supervisor.pid))
        supervisor.wait()


def end_left_over(*, folder: Path) -> None:
    """End the processes whose `scripts/serve` was killed before it could.

    Args:
        folder: where the process that looks after them is remembered.
    """
    with suppress(OSError, ValueError, psutil.NoSuchProcess):
        left = psutil.Process(int((folder / "pid").read_text()))
        # Ids are used again: ours works in this folder and says what it is.
        if serves(pid=left.pid, data=ROOT) and "honcho" in left.cmdline():
            end(left)


def is_alive(process: psutil.Process) -> bool:
    """Return whether a process still runs; one that ended and was not yet buried does not.

    Args:
        process: the process.
    """
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end(supervisor: psutil.Process) -> None:
    """End a process and all that it started, however deep.

    Args:
        supervisor: the process.
    """
    with suppress(psutil.NoSuchProcess):
        family = [supervisor, *supervisor.children(recursive=True)]
        supervisor.terminate()
        for process in wait_while(lambda: list(filter(is_alive, family)), seconds=END_SECONDS):
            with suppress(psutil.NoSuchProcess):
                process.kill()
