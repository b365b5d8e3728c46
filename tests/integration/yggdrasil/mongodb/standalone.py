"""A MongoDB of one's own that a test may kill: no replica set, no data, gone at the end."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pymongo import MongoClient

from yggdrasil.servers.binary import find_binary
from yggdrasil.servers.mongodb import MongoDB


class Standalone:
    """One `mongod` on loopback."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.uri = f"mongodb://127.0.0.1:{self.port}/"
        self._data = data

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it for the length of a block, then kill it outright."""
        command = [find_binary(MongoDB()), "--bind_ip", "127.0.0.1", "--port", str(self.port)]
        command += ["--dbpath", str(self._data), "--nounixsocket", "--quiet"]
        command += ["--wiredTigerCacheSizeGB", "0.25"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                with MongoClient(self.uri, serverSelectionTimeoutMS=20_000) as client:
                    client.admin.command("ping")
                yield
            finally:
                process.kill()
