import os
import signal
import socket
import subprocess
from contextlib import contextmanager
from threading import Timer

import psutil
import pytest
from redis import Redis as Client

from yggdrasil.servers import process
from yggdrasil.servers.folder import DiskFullError, FolderNotUsableError
from yggdrasil.servers.local_server import LocalServer, ServerDiedError, ServerSilentError
from yggdrasil.servers.redis import Redis
from yggdrasil.servers.state import State, read_state, write_state


@pytest.fixture
def server(tmp_path):
    return LocalServer(program=Redis(), folder=tmp_path / "redis")


@contextmanager
def listening_on(port):
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        yield


def client(state):
    return Client.from_url(state.uri, decode_responses=True)


class TestStart:
    def test_begins_a_server_that_answers(self, server):
        state, is_new = server.start()

        assert is_new
        assert client(state).ping()
        assert server.running() == state

    def test_finds_the_one_that_runs(self, server):
        first, _ = server.start()

        again, is_new = server.start()

        assert again == first
        assert not is_new

    def test_keeps_its_port_and_its_data(self, server):
        before, _ = server.start()
        client(before).set("kept", "yes")
        server.stop()

        after, _ = server.start()

        assert after.port == before.port
        assert client(after).get("kept") == "yes"

    def test_takes_another_port_when_the_old_one_is_gone(self, server):
        before, _ = server.start()
        server.stop()

        with listening_on(before.port):
            after, _ = server.start()

        assert after.port != before.port
        assert client(after).ping()

    def test_recovers_after_kill_9(self, server, kill):
        before, _ = server.start()
        client(before).set("kept", "yes")
        kill(before.pid)

        after, is_new = server.start()

        assert is_new
        assert client(after).get("kept") == "yes"

    def test_begins_anew_when_the_one_it_found_was_being_killed(self, server):
        before, _ = server.start()
        # It is found, and does not answer until it is gone.
        os.kill(before.pid, signal.SIGSTOP)
        end = Timer(0.2, os.kill, (before.pid, signal.SIGKILL))
        end.start()

        after, is_new = server.start()

        end.join()
        assert is_new
        assert after.pid != before.pid
        assert client(after).ping()

    @pytest.mark.parametrize("pid", [os.getpid(), 2**22 - 1], ids=["reused", "stale"])
    def test_is_not_misled_by_a_process_id(self, server, pid):
        server.folder.mkdir()
        write_state(server.folder, State(port=27301, pid=pid, uri="redis://127.0.0.1:27301/0"))

        state, is_new = server.start()

        assert is_new
        assert state.pid != pid

    def test_finds_a_server_whose_state_was_lost(self, server):
        first, _ = server.start()
        (server.folder / "state.json").unlink()

        again, is_new = server.start()

        assert again == first
        assert not is_new
        assert read_state(server.folder) == first

    def test_ends_a_server_whose_folder_was_deleted_under_it(self, server):
        orphan, _ = server.start()
        server.folder.rename(server.folder.with_name("doomed"))
        subprocess.run(["rm", "-rf", server.folder.with_name("doomed")], check=True)
        # The name that the kernel remembers is the one at the time of deletion.
        doomed = LocalServer(program=Redis(), folder=server.folder.with_name("doomed"))

        doomed.start()

        assert not process.is_alive(pid=orphan.pid)


class TestStartExplains:
    def test_a_file_where_the_folder_should_be(self, server):
        server.folder.write_text("in the way")

        with pytest.raises(FolderNotUsableError, match=r"redis/data cannot be written"):
            server.start()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
    def test_a_disk_mounted_read_only(self, server, mounted):
        mounted("ro,size=100m")

        with pytest.raises(FolderNotUsableError, match="Read-only file system"):
            server.start()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
    def test_a_full_disk(self, server, mounted):
        mounted("size=10m")

        with pytest.raises(DiskFullError, match=r"has 10 MB free; 64 MB are needed"):
            server.start()

    def test_a_server_that_dies_at_once(self, server):
        data = server.folder / "data"
        data.mkdir(parents=True)
        (data / "appendonly.aof").write_text("this was never an append-only file\n" * 9)

        with pytest.raises(ServerDiedError) as caught:
            server.start()

        assert "Redis ended at once" in str(caught.value)
        assert "Bad file format reading the append only file" in str(caught.value)
        assert str(server.folder / "log") in str(caught.value)

    def test_a_server_that_does_not_answer(self, server):
        state, _ = server.start()
        os.kill(state.pid, signal.SIGSTOP)
        impatient = LocalServer(program=Redis(), folder=server.folder, start_seconds=0.1)

        with pytest.raises(ServerSilentError, match="scripts/services down"):
            impatient.start()


class TestRunning:
    @pytest.mark.parametrize("left", ["", "{", '{"port": 1, "pid": 1}'])
    def test_is_found_and_remembered_though_its_state_was_damaged(self, server, left):
        state, _ = server.start()
        (server.folder / "state.json").write_text(left)

        assert server.running() == state
        assert read_state(server.folder) == state


class TestStop:
    def test_ends_the_server(self, server):
        state, _ = server.start()

        assert server.stop()

        assert not process.is_alive(pid=state.pid)
        assert server.running() is None

    def test_ends_one_whose_state_was_lost(self, server):
        state, _ = server.start()
        (server.folder / "state.json").unlink()

        assert server.stop()

        assert not process.is_alive(pid=state.pid)

    def test_leaves_a_stranger_alone_who_has_its_process_id(self, server):
        server.folder.mkdir()
        write_state(server.folder, State(port=27301, pid=os.getpid(), uri="redis://-"))

        assert not server.stop()

        assert psutil.pid_exists(os.getpid())

    def test_is_content_when_there_is_nothing_to_end(self, server):
        assert not server.stop()


@pytest.fixture
def mounted(server):
    """Mount a disk of the test's own in place of the server's folder."""
    folder = server.folder / "data"
    folder.mkdir(parents=True)

    def mount(options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)

    yield mount
    subprocess.run(["umount", "--lazy", folder], check=False)
