import http.server
import os
from threading import Thread

import psutil
import pytest

from scripts import readiness
from scripts.readiness import SchoolNotReadyError, await_ready
from yggdrasil.servers.ports import free_ports


class Unready(http.server.BaseHTTPRequestHandler):
    """A school that is not ready, and says why."""

    status = 503

    def do_GET(self):
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"mongodb:course is away")

    def log_message(self, *_):
        """Say nothing."""


class Ready(Unready):
    status = 200


@pytest.fixture
def answering():
    """Serve HTTP on a port of its own."""
    servers = []

    def start(handler):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def alive():
    """A process that runs."""
    return psutil.Process(os.getpid())


class TestReadiness:
    def test_is_a_reason_while_nobody_listens(self):
        port = next(free_ports(remembered=None))

        assert "refused" in readiness.readiness(port=port)


class TestAwaitReady:
    def test_returns_once_the_school_is_ready(self, answering, alive):
        await_ready(alive, port=answering(Ready))

    def test_quotes_the_school_when_it_takes_too_long(self, answering, alive, monkeypatch):
        monkeypatch.setattr(readiness, "READY_SECONDS", 0)

        with pytest.raises(SchoolNotReadyError, match="503 mongodb:course is away"):
            await_ready(alive, port=answering(Unready))

    def test_gives_up_when_a_process_has_ended(self, answering):
        gone = psutil.Popen(["true"])
        gone.wait()

        with pytest.raises(SchoolNotReadyError, match="A process of the Procfile ended"):
            await_ready(gone, port=answering(Unready))
