import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _leave_nothing_running(tmp_path):
    """Kill whatever still works below the test's folder."""
    yield
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd().startswith(str(tmp_path)):
                process.kill()


@pytest.fixture
def services(tmp_path):
    """Run `scripts/services` on a folder of the test, without configured servers."""
    environ = {**os.environ, "MONGODB_URI": "", "REDIS_URL": ""}
    started = []

    def run(*words, wait=True, local=tmp_path, **more):
        command = [sys.executable, "-m", "scripts.services", "--local", str(local), *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(
            command, cwd=ROOT, env={**environ, **more}, start_new_session=True, **pipes
        )
        started.append(process)
        if not wait:
            return process
        output, complaint = process.communicate(timeout=30)
        return subprocess.CompletedProcess(command, process.returncode, output, complaint)

    yield run
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)


@pytest.fixture
def kill():
    """End a process as a power cut would, and wait until it is gone."""

    def end(pid):
        process = psutil.Process(pid)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)

    return end
