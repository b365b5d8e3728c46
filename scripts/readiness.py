"""Waiting until the school says that it is ready."""

import time
import urllib.error
import urllib.request
from http.client import HTTPException

import psutil

from scripts.supervisor import is_alive
from yggdrasil.errors import UnavailableError

READY_SECONDS = 120
POLL_SECONDS = 0.1
# Whatever proxy the machine uses, it does not lead to this one's loopback.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class SchoolNotReadyError(UnavailableError):
    """The school does not become ready."""


def await_ready(supervisor: psutil.Process, *, port: int) -> None:
    """Wait until the school says that it is ready.

    Args:
        supervisor: the process that looks after the others.
        port: the loopback port of the web server.

    Raises:
        SchoolNotReadyError: if it does not in time, or a process ends.
    """
    deadline = time.monotonic() + READY_SECONDS
    while (answer := readiness(port=port)) != "ready":
        if not is_alive(supervisor):
            raise SchoolNotReadyError("A process of the Procfile ended; the lines above say why.")
        if time.monotonic() > deadline:
            raise SchoolNotReadyError(
                f"The school is not ready after {READY_SECONDS} seconds: {answer}"
            )
        time.sleep(POLL_SECONDS)


def readiness(*, port: int) -> str:
    """Return `ready`, or what the school answers instead.

    Args:
        port: the loopback port of the web server.
    """
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}/health/ready/", timeout=5):
            return "ready"
    except urllib.error.HTTPError as error:
        with error:
            return f"{error.code} {error.read(500).decode(errors='replace')}"
    except (OSError, HTTPException) as error:
        return str(error)
