import subprocess
import sys

import psutil
import pytest

from scripts.supervisor import end, end_left_over, is_alive
from yggdrasil.servers.process import wait_while
from yggdrasil.servers.state import ROOT

# A parent that ignores a polite request, with a child in a session of its own.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "60"], start_new_session=True)
print("up", flush=True)
time.sleep(60)
"""


@pytest.fixture
def started():
    """Start Python programs that say when they are up."""
    programs = []

    def start(program, *words, cwd=ROOT):
        command = [sys.executable, "-c", program, *words]
        programs.append(subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True))
        assert programs[-1].stdout.readline() == "up\n"
        return psutil.Process(programs[-1].pid)

    yield start
    for program in programs:
        program.kill()
        program.communicate()


class TestEnd:
    def test_ends_all_that_a_process_started_even_if_it_will_not(self, started, monkeypatch):
        monkeypatch.setattr("scripts.supervisor.END_SECONDS", 0.2)
        parent = started(STUBBORN)
        family = [parent, *parent.children(recursive=True)]

        end(parent)

        assert len(family) == 2
        assert wait_while(lambda: list(filter(is_alive, family)), seconds=5) == []


class TestEndLeftOver:
    WAIT = "import time; print('up', flush=True); time.sleep(60)"

    def test_ends_what_a_killed_serve_left_in_this_clone(self, started, tmp_path):
        left = started(self.WAIT, "honcho")
        (tmp_path / "pid").write_text(str(left.pid))

        end_left_over(folder=tmp_path)

        assert not is_alive(left)

    @pytest.mark.parametrize("word", ["honcho", "other"])
    def test_leaves_a_stranger_alone_who_has_its_process_id(self, started, tmp_path, word):
        stranger = started(self.WAIT, word, cwd=tmp_path if word == "honcho" else ROOT)
        (tmp_path / "pid").write_text(str(stranger.pid))

        end_left_over(folder=tmp_path)

        assert is_alive(stranger)

    @pytest.mark.parametrize("text", [None, "", "nonsense", "4194303"])
    def test_is_content_when_nothing_was_left(self, tmp_path, text):
        if text is not None:
            (tmp_path / "pid").write_text(text)

        end_left_over(folder=tmp_path)
