import subprocess

import pytest


@pytest.fixture
def gone_pid():
    """The id of a process that has ended and is buried."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


@pytest.fixture
def sleeper():
    """Start processes that do nothing, in a folder."""
    started = []

    def start(*, cwd):
        started.append(subprocess.Popen(["sleep", "60"], cwd=cwd))
        return started[-1].pid

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def executable(tmp_path):
    """Write small shell programs in a folder that can be put on PATH."""

    def write(name, *lines, mode=0o755):
        path = tmp_path / "programs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        path.chmod(mode)
        return path

    return write
