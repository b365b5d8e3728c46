import socket
import subprocess
from contextlib import contextmanager, suppress
from threading import Thread

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from yggdrasil.servers import mongodb
from yggdrasil.servers.binary import find_binary
from yggdrasil.servers.local_server import LocalServer, ServerDiedError
from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.ports import free_ports
from yggdrasil.servers.process import wait_while
from yggdrasil.servers.program import NotReadyError


@pytest.fixture
def server(tmp_path):
    return LocalServer(program=MongoDB(), folder=tmp_path / "mongodb")


def write_in_a_transaction(state, word):
    with MongoClient(state.uri) as client, client.start_session() as session:
        session.with_transaction(
            lambda inside: client.school.words.insert_one({"_id": word}, session=inside)
        )


def words(state):
    with MongoClient(state.uri) as client:
        return {found["_id"] for found in client.school.words.find()}


class TestStart:
    def test_survives_kill_9_and_the_loss_of_its_port(self, server, kill):
        before, _ = server.start()
        write_in_a_transaction(before, "first")
        kill(before.pid)

        with a_stranger_on(before.port):
            after, _ = server.start()
        write_in_a_transaction(after, "second")

        assert after.port != before.port
        assert words(after) == {"first", "second"}

    def test_refuses_orders_to_fail(self, server):
        state, _ = server.start()

        with MongoClient(state.uri) as client, pytest.raises(OperationFailure):
            client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})

    def test_explains_data_beyond_repair(self, server):
        data = server.folder / "data"
        data.mkdir(parents=True)
        (data / "WiredTiger").write_text("nonsense")
        (data / "WiredTiger.turtle").write_text("nonsense")

        with pytest.raises(ServerDiedError) as caught:
            server.start()

        assert "MongoDB ended at once" in str(caught.value)
        assert "delete that folder to begin anew" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_takes_orders_to_fail_for_tests(self, tmp_path):
        server = LocalServer(program=MongoDB(for_tests=True), folder=tmp_path / "mongodb")
        state, _ = server.start()

        with MongoClient(state.uri) as client:
            client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})


class TestCheck:
    def test_refuses_a_server_that_stands_alone(self, tmp_path):
        port = next(free_ports(remembered=None))
        command = [find_binary(MongoDB()), "--port", str(port), "--dbpath", tmp_path]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as alone:
            reason = wait_while(lambda: not_alone(port), seconds=20)
            alone.kill()

        assert reason == ""

    def test_refuses_silence(self, monkeypatch):
        monkeypatch.setattr(mongodb, "REMOTE_SECONDS", 0.2)
        port = next(free_ports(remembered=None))

        with pytest.raises(NotReadyError, match=f"no MongoDB answers at 127.0.0.1:{port}"):
            MongoDB().check(uri=f"mongodb://anna:secret@127.0.0.1:{port}/")


def not_alone(port):
    """Return anything but the expected refusal."""
    try:
        MongoDB().check(uri=f"mongodb://127.0.0.1:{port}")
    except NotReadyError as error:
        return "" if "stands alone; transactions need a replica set" in str(error) else str(error)
    return "accepted"


@contextmanager
def a_stranger_on(port):
    """Hang up on everybody who calls."""
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        Thread(target=hang_up, args=(stranger,), daemon=True).start()
        yield
        stranger.shutdown(socket.SHUT_RDWR)


def hang_up(stranger):
    with suppress(OSError):
        while True:
            stranger.accept()[0].close()
