"""`scripts/serve`: local servers, databases, demo school, then the processes of the Procfile."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from scripts.readiness import await_ready
from scripts.supervisor import end_left_over, processes
from yggdrasil.errors import ConflictError, UnavailableError, YggdrasilError
from yggdrasil.servers.command import exit_on_signals
from yggdrasil.servers.folder import FolderBusyError, held, open_folder
from yggdrasil.servers.local_servers import running
from yggdrasil.servers.ports import PortTakenError, check_free
from yggdrasil.servers.program import address
from yggdrasil.servers.state import LOCAL, ROOT

FOLDER = LOCAL / "serve"


class ServeError(UnavailableError):
    """The school cannot be opened."""


class AlreadyServedError(ConflictError):
    """Another `scripts/serve` runs in this clone."""


def main() -> int:
    """Serve until a signal comes; an error is one sentence and exit code 1."""
    exit_on_signals(code=0)
    try:
        port = read_port()
        with alone():
            end_left_over(folder=FOLDER)
            check_port(port)
            serve(port=port)
    except (YggdrasilError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
    return 1


def read_port() -> int:
    """Return the port of the web server.

    Raises:
        ServeError: in production, where a supervisor runs the Procfile.
    """
    from config.env import IS_PRODUCTION, read  # noqa: PLC0415 - a wrong variable is told by main

    if IS_PRODUCTION:
        raise ServeError("scripts/serve is for development; in production, run the Procfile.")
    return int(str(read("int", "PORT", 8000)))


def check_port(port: int) -> None:
    """Make sure that the web server can listen, before anything is started.

    Args:
        port: its loopback port.

    Raises:
        PortTakenError: if somebody listens there.
    """
    try:
        check_free(port=port)
    except PortTakenError as error:
        raise PortTakenError(
            f"Port {port} is taken: end what listens there, or choose another, "
            f"for example PORT={port + 1} scripts/serve."
        ) from error


def serve(*, port: int) -> None:
    """Open the school, and keep it open until a signal comes.

    Args:
        port: the loopback port of the web server.

    Raises:
        ServeError: if something on the way, or a process later, fails.
    """
    with running(environ=os.environ) as addresses:
        environ = environment(port=port, addresses=addresses)
        prepare(environ=environ)
        with processes(environ=environ, folder=FOLDER) as supervisor:
            await_ready(supervisor, port=port)
            # In one piece, lest the line of a process comes between.
            sys.stdout.write(banner(port=port, addresses=addresses) + "\n")
            sys.stdout.flush()
            supervisor.wait()
    raise ServeError("A process of the Procfile ended; the lines above say which and why.")


@contextmanager
def alone() -> Iterator[None]:
    """Keep a second `scripts/serve` out of this clone: there must be one beat.

    Raises:
        AlreadyServedError: if there is one.
    """
    open_folder(FOLDER, room_bytes=0)
    try:
        with held(FOLDER, patience_seconds=0):
            yield
    except FolderBusyError as error:
        raise AlreadyServedError(f"scripts/serve already runs in {ROOT}.") from error


def environment(*, port: int, addresses: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of everything that is started.

    Args:
        port: the loopback port of the web server.
        addresses: of MongoDB and Redis, by variable.
    """
    # Unbuffered, honcho would write a line and its end apart, and lines would run together.
    inherited = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {
        **inherited,
        **addresses,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PORT": str(port),
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "1"),
        "WORKER_CONCURRENCY": os.environ.get("WORKER_CONCURRENCY", "1"),
        "GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{port}",
        "BEAT_FILE": str(FOLDER / "beat"),
    }


def prepare(*, environ: Mapping[str, str]) -> None:
    """Migrate the homes and make the demo school, quietly unless that fails.

    Args:
        environ: the environment of the process that does it.

    Raises:
        ServeError: if it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "scripts.prepare"],
        cwd=ROOT, env=environ, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout, end="", file=sys.stderr)
        raise ServeError("The databases could not be prepared; the lines above say why.")


def banner(*, port: int, addresses: Mapping[str, str]) -> str:
    """Return what somebody who sees this for the first time wants to know.

    Args:
        port: the loopback port of the web server.
        addresses: of MongoDB and Redis, by variable.
    """
    site = f"http://127.0.0.1:{port}"
    return "\n".join((
        f"Ready: {site}",
        f"  admin      {site}/admin/",
        f"  API        {site}/api/docs/",
        f"  MongoDB    {address(addresses['MONGODB_URI'])}",
        f"  Redis      {address(addresses['REDIS_URL'])}",
        "  sign in as admin@yggdrasil.edu, staff@yggdrasil.edu, teacher@yggdrasil.edu",
        "             or student@yggdrasil.edu, password Admin123!",
        "  Ctrl-C ends everything that was started and keeps the data in .local/",
    ))  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
