import os
import signal
import subprocess
import sys
from threading import Timer

import psutil
import pytest

from yggdrasil.servers import process

# The first thread ends and the second stays: what a killed server is for a moment.
DYING = """
import ctypes, threading, time
threading.Thread(target=time.sleep, args=(60,)).start()
print("ready", flush=True)
ctypes.CDLL(None).pthread_exit(None)
"""


@pytest.fixture
def dying():
    with subprocess.Popen([sys.executable, "-c", DYING], stdout=subprocess.PIPE) as begun:
        assert begun.stdout.readline() == b"ready\n"
        process.wait_while(
            lambda: psutil.Process(begun.pid).status() != psutil.STATUS_ZOMBIE, seconds=10
        )
        yield begun.pid
        begun.kill()


class TestAwaitLastThreads:
    def test_waits_until_a_dead_process_has_let_go_of_everything(self, dying):
        end = Timer(0.2, os.kill, (dying, signal.SIGKILL))
        end.start()

        process.await_last_threads(pid=dying)

        assert psutil.Process(dying).num_threads() <= 1
        end.join()

    @pytest.mark.parametrize("pid", [os.getpid(), 2**22 - 1], ids=["alive", "nobody"])
    def test_does_not_wait_for(self, monkeypatch, pid):
        monkeypatch.setattr(process.time, "sleep", lambda _: pytest.fail("It waited."))

        process.await_last_threads(pid=pid)
