"""The command uses two processes; nobody notices, but for the time it takes."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import connections

from tests.scenarios.cutover import all_documents, empty_all, generated

ROOT = Path(__file__).parents[5]


@pytest.fixture
def begin(empty_homes, predecessor):
    """Return a function that starts the command on a live predecessor."""
    for name, some in generated(2_000, seed=12, faults=0.1).items():
        predecessor[name].insert_many(some)
    names = {alias: connections[alias].settings_dict["NAME"] for alias in settings.DATABASES}
    source = ("--source-uri", os.environ["MONGODB_URI"], "--source-db", predecessor.name)
    program = [sys.executable, "-m", "tests.programs.cutover_command"]
    command = [*program, json.dumps(names), *source]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}

    with ExitStack() as running:

        def run(*options):
            process = subprocess.Popen(
                [*command, "--batch-size", "20", *options], cwd=ROOT, **pipes
            )
            running.callback(process.communicate)
            running.callback(process.kill)
            return process

        yield run


def helper_of(process):
    """Return the second process, once it is there."""
    while process.poll() is None:
        with suppress(psutil.Error):
            for child in psutil.Process(process.pid).children():
                return child
        time.sleep(0.005)
    raise AssertionError("It had no helper.")


def told_by(process):
    """Return all that the command said; it ends meanwhile."""
    return process.communicate(timeout=60)[0]


def until(process, word):
    """Read on to a line with a word."""
    for line in process.stdout:
        if word in line:
            return


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")
class TestTwoProcesses:
    def test_leave_what_one_leaves(self, begin):
        together = told_by(begin())
        homes = _without_book(all_documents())
        empty_all()

        alone = told_by(begin("--alone"))

        assert "Verified" in together
        assert sorted(_counts(together)) == sorted(_counts(alone))
        assert _without_book(all_documents()) == homes

    def test_go_on_where_they_were_killed(self, begin):
        for line in random.sample(["Predecessor", "planning", "enrollments", "accounts"], 3):
            process = begin()
            helper = helper_of(process)
            until(process, line)
            process.send_signal(signal.SIGKILL)
            told_by(process)

            assert psutil.wait_procs([helper], timeout=5)[1] == []

        # It may have been done before the last signal came.
        assert re.search("Verified|Nothing to do", told_by(begin()))
        assert "Nothing to do" in told_by(begin())

    def test_end_with_one_sentence_when_the_second_is_killed(self, begin):
        process = begin()
        helper = helper_of(process)
        # Held, so that it cannot be done before it is killed.
        helper.suspend()
        until(process, "Predecessor")

        helper.kill()

        told = told_by(process)
        assert process.returncode != 0
        assert "The second process ended unexpectedly." in told
        assert "Traceback" not in told
        assert "Verified" in told_by(begin())


class TestTwoCommandsAtOnce:
    def test_leave_what_one_leaves(self, begin):
        told = [told_by(it) for it in [begin(), begin()]]

        assert [it for it in told if "Traceback" in it] == []
        assert any("Verified" in it for it in told), told
        # Whoever comes second is refused, unless the first one is done already.
        assert any(re.search("is being filled by|Nothing to do", it) for it in told), told
        homes = _without_book(all_documents())
        empty_all()
        told_by(begin())
        assert _without_book(all_documents()) == homes


def _counts(told):
    return re.findall(r"^\w+\.\w+ +[\d,]+  ok$", told, re.MULTILINE)


def _without_book(documents):
    kept = {"cutover", "cutover_findings"}
    return {place: found for place, found in documents.items() if place[1] not in kept}
