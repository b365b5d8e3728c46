import os

import pytest

from yggdrasil.servers.state import State, local_uri, read_state, running_state, write_state

STATE = State(port=27301, pid=4711, uri="redis://127.0.0.1:27301/0")


class TestReadState:
    def test_returns_what_was_written(self, tmp_path):
        write_state(tmp_path, STATE)

        assert read_state(tmp_path) == STATE

    def test_knows_nothing_of_a_first_run(self, tmp_path):
        assert read_state(tmp_path) is None

    @pytest.mark.parametrize(
        "text", ["", '{"port": 27301', "[]", "null", '{"port": 1}', '{"port": "x", "pid": 1}']
    )
    def test_takes_a_damaged_file_for_none(self, tmp_path, text):
        (tmp_path / "state.json").write_text(text)

        assert read_state(tmp_path) is None


class TestRunningState:
    def test_refuses_a_process_that_is_gone(self, tmp_path, gone_pid):
        write_state(tmp_path, State(port=27301, pid=gone_pid, uri=STATE.uri))

        assert running_state(tmp_path) is None

    def test_refuses_a_process_id_that_a_stranger_uses_now(self, tmp_path):
        write_state(tmp_path, State(port=27301, pid=os.getpid(), uri=STATE.uri))

        assert running_state(tmp_path) is None


class TestLocalUri:
    def test_is_none_while_nothing_runs(self, tmp_path):
        assert local_uri("redis", local=tmp_path) is None

    def test_is_the_address_of_the_process_in_the_data_folder(self, tmp_path, sleeper):
        data = tmp_path / "redis" / "data"
        data.mkdir(parents=True)
        pid = sleeper(cwd=data)
        write_state(tmp_path / "redis", State(port=27301, pid=pid, uri=STATE.uri))

        assert local_uri("redis", local=tmp_path) == STATE.uri
