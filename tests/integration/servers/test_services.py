import os
import signal

import pytest

from yggdrasil.servers import mongodb
from yggdrasil.servers.local_servers import running
from yggdrasil.servers.process import is_alive
from yggdrasil.servers.state import local_uri, read_state


def pids(local):
    return {name: read_state(local / name).pid for name in ("mongodb", "redis")}


class TestUp:
    def test_starts_both_once_for_all_who_ask_at_the_same_time(self, services, tmp_path):
        rivals = [services("up", wait=False) for _ in range(2)]
        reports = [rival.communicate(timeout=30) for rival in rivals]

        assert reports[0] == reports[1]
        assert reports[0][0].splitlines() == [
            f"MongoDB  {local_uri('mongodb', local=tmp_path)}",
            f"Redis    {local_uri('redis', local=tmp_path)}",
        ]
        assert services("status").returncode == 0
        assert services("down").stdout == "Ended: MongoDB, Redis.\n"
        assert services("status").returncode == 1

    def test_starts_nothing_that_is_configured(self, services, tmp_path):
        services("up", local=tmp_path / "other")
        addresses = {
            "MONGODB_URI": local_uri("mongodb", local=tmp_path / "other"),
            "REDIS_URL": local_uri("redis", local=tmp_path / "other"),
        }

        outcome = services("up", local=tmp_path / "this", **addresses)

        assert "configured by MONGODB_URI" in outcome.stdout
        assert not (tmp_path / "this").exists()

    @pytest.mark.parametrize(
        ("variable", "uri", "reason"),
        [
            ("REDIS_URL", "redis://127.0.0.1:1/0", "no Redis answers at 127.0.0.1:1"),
            ("REDIS_URL", "rodis://127.0.0.1", "no Redis answers at 127.0.0.1"),
            ("MONGODB_URI", "mongodb://x:y@127.0.0.1:1", "at 127.0.0.1:1"),
            ("MONGODB_URI", "http://127.0.0.1", "no MongoDB answers at 127.0.0.1"),
        ],
    )
    def test_explains_a_configured_server_in_one_sentence(
        self, tmp_path, monkeypatch, variable, uri, reason
    ):
        monkeypatch.setattr(mongodb, "REMOTE_SECONDS", 0.2)
        others = {"MONGODB_URI": "", "REDIS_URL": ""}

        with (
            pytest.raises(Exception, match=reason) as caught,
            running(environ={**others, variable: uri}, local=tmp_path),
        ):
            pass

        assert str(caught.value).startswith(f"{variable} is set, but ")
        assert "\n" not in str(caught.value)

    def test_complains_on_stderr_without_a_stack_trace(self, services, tmp_path):
        (tmp_path / "mongodb").write_text("in the way")

        outcome = services("up")

        assert outcome.returncode == 1
        assert outcome.stdout == ""
        assert len(outcome.stderr.splitlines()) == 1


class TestTwoClones:
    def test_run_side_by_side(self, services, tmp_path):
        here, there = tmp_path / "here", tmp_path / "there"
        services("up", local=here)
        services("up", local=there)

        services("down", local=here)

        assert local_uri("mongodb", local=here) is None
        assert local_uri("mongodb", local=there)
        assert local_uri("redis", local=there)


class TestRunning:
    def test_ends_only_what_it_began(self, tmp_path):
        with running(environ={}, local=tmp_path) as first:
            with running(environ={}, local=tmp_path) as second:
                assert second == first
            assert local_uri("mongodb", local=tmp_path) == first["MONGODB_URI"]

        assert local_uri("mongodb", local=tmp_path) is None
        assert local_uri("redis", local=tmp_path) is None


class TestRun:
    def test_gives_the_command_servers_and_returns_its_exit_code(self, services, tmp_path):
        outcome = services("run", "--", "sh", "-c", "echo $MONGODB_URI $REDIS_URL; exit 7")

        assert outcome.returncode == 7
        assert outcome.stdout.startswith("mongodb://127.0.0.1:")
        assert "redis://127.0.0.1:" in outcome.stdout
        assert runs_in(tmp_path) == []

    def test_passes_on_a_signal_and_leaves_nothing(self, services, tmp_path):
        runner = services(
            "run",
            "--",
            "sh",
            "-c",
            "trap 'exit 3' TERM; echo up; while :; do sleep 0.1; done",
            wait=False,
        )
        assert runner.stdout.readline() == "up\n"

        runner.send_signal(signal.SIGTERM)
        runner.communicate(timeout=20)

        assert runner.returncode == 3
        assert runs_in(tmp_path) == []

    def test_passes_on_a_signal_that_comes_as_the_command_starts(self, services, tmp_path):
        early = "trap 'exit 3' TERM; kill -TERM $PPID; while :; do sleep 0.1; done"

        assert services("run", "--", "sh", "-c", early).returncode == 3
        assert runs_in(tmp_path) == []

    def test_removes_what_a_killed_run_left_but_not_a_living_one(self, services, tmp_path):
        living = services("run", "--", "sh", "-c", "echo up; sleep 60", wait=False)
        assert living.stdout.readline() == "up\n"
        [of_living] = runs_in(tmp_path)
        killed = services("run", "--", "sh", "-c", "echo up; sleep 60", wait=False)
        assert killed.stdout.readline() == "up\n"
        [of_killed] = set(runs_in(tmp_path)) - {of_living}
        left = pids(of_killed)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait(timeout=10)

        services("run", "--", "true")

        assert runs_in(tmp_path) == [of_living]
        assert not any(is_alive(pid=pid) for pid in left.values())
        assert all(is_alive(pid=pid) for pid in pids(of_living).values())


def runs_in(local):
    return [path for path in (local / "test").iterdir() if path.is_dir()]
