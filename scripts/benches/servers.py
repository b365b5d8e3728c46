"""How long the local servers take to come up again, beside the bare program doing the same."""

import tempfile
from pathlib import Path
from time import perf_counter

from scripts.benches.harness import Case, Figure, Readings
from yggdrasil.servers import process
from yggdrasil.servers.binary import find_binary
from yggdrasil.servers.local_server import LocalServer
from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.ports import free_ports


def restart() -> Readings:
    """Start MongoDB twice on data of its own; the second time counts."""
    with tempfile.TemporaryDirectory() as folder:
        server = LocalServer(program=MongoDB(), folder=Path(folder, "mongodb"))
        server.start()
        server.stop()
        started = perf_counter()
        server.start()
        ready = perf_counter() - started
        server.stop()
        return {"ready": ready, "bare": bare_start(server.folder / "data")}


def bare_start(data: Path) -> float:
    """Return how long mongod itself takes on the same data until it listens, in seconds."""
    program, port = MongoDB(), next(free_ports(remembered=None))
    command = program.command(binary=find_binary(program), data=data, port=port)
    started = perf_counter()
    pid = process.launch(command=command, data=data, log=data.parent / "log")
    process.wait_while(lambda: port not in process.ports_of(pid=pid), seconds=30)
    seconds = perf_counter() - started
    process.end(pid=pid)
    return seconds


CASES = (
    Case(
        measure=restart,
        rounds=3,
        figures=(
            Figure(
                name="MongoDB again, until it takes writes",
                unit="s",
                value="ready",
                yardstick="bare",
                at_most=3.0,
                ratio_at_most=1.5,
            ),
        ),
    ),
)
