"""Loopback ports: whether one is free, and which to take. Standard library only."""

import errno
import random
import socket
from collections.abc import Iterator
from contextlib import closing

from yggdrasil.errors import UnavailableError

# 0 asks the machine for any.
PORTS = range(1, 65_536)
# Below the range that Linux and macOS hand out to outgoing connections, so that a remembered
# port is seldom gone at the next start.
CHOICE = range(20_000, 32_000)
ATTEMPTS = 20


class PortTakenError(UnavailableError):
    """Another process listens on the port."""


class PortRefusedError(UnavailableError):
    """The port cannot be listened on at all."""


def check_free(*, port: int) -> None:
    """Make sure that a loopback port can be listened on.

    Args:
        port: the port, 1 to 65535.

    Raises:
        PortTakenError: if another process listens on it.
        PortRefusedError: if there is no such port or it is reserved for root.
    """
    if port not in PORTS:
        raise PortRefusedError(f"Port {port} does not exist: 1 to 65535 do.")
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(f"Port {port} is taken by another process.") from error
            raise PortRefusedError(f"Port {port} cannot be used: {error.strerror}.") from error


def is_free(*, port: int) -> bool:
    """Return whether a loopback port can be listened on.

    Args:
        port: the port, 1 to 65535.
    """
    try:
        check_free(port=port)
    except (PortTakenError, PortRefusedError):
        return False
    return True


def free_ports(*, remembered: int | None) -> Iterator[int]:
    """Yield ports that are free when yielded, the remembered one first.

    Args:
        remembered: the port of the last run, if there was one.

    Yields:
        At most as many as there are attempts; whoever listens first wins.
    """
    for port in (remembered, *random.sample(CHOICE, ATTEMPTS)):
        if port is not None and is_free(port=port):
            yield port
