"""A predecessor of 200,000 documents split into the seven homes, beside a bare copy of it.

The split counts from the start of its process to its end; its memory is that of all its processes.
Each has the server to itself, done with what came before.
"""

import os
import subprocess
import sys
from functools import cache
from time import perf_counter, sleep

import pymongo

from routers.homes import HOMES
from scripts.benches.family import Family
from scripts.benches.harness import RESULTS, Case, Figure, Readings
from scripts.predecessor.making import load
from scripts.predecessor.size import Size

DOCUMENTS, BATCH = 200_000, 1_000
SOURCE, COPY = "bench_predecessor", "bench_copy"
SPLIT = ("split_databases", "--source-db", SOURCE, "--source-uri")


@cache
def client() -> "pymongo.MongoClient[dict[str, object]]":
    """Return the client of the bench's own server."""
    # Some of the faults are moments that Python has no name for.
    return pymongo.MongoClient(os.environ["MONGODB_URI"], datetime_conversion="DATETIME_AUTO")


@cache
def documents() -> int:
    """Make the predecessor once, and return how many documents it has."""
    return load(Size(documents=DOCUMENTS), client()[SOURCE])


def manage(*words: str) -> float:
    """Run a management command in a process of its own, as an operator does.

    Returns:
        The most memory that it and its children took, in MB.

    Raises:
        CalledProcessError: if it fails.
    """
    command = [sys.executable, "manage.py", *words]
    with (
        subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL) as process,
        Family(process) as family,
    ):
        code = process.wait()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return family.peak


def environment() -> dict[str, str]:
    """Return the environment of an operator: Python keeps what it compiled, settings are chosen."""
    others = {"PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in others}
    return {**kept, "PYTHONPYCACHEPREFIX": str(RESULTS / "compiled")}


def settle() -> None:
    """Let the server finish what came before: write it to disk, take away what was dropped.

    A server that keeps what was dropped for longer than twenty seconds is not waited for.
    """
    for _ in range(20):
        client().admin.command("fsync")
        if not client().admin.command("serverStatus")["storageEngine"]["dropPendingIdents"]:
            return
        sleep(1)


def bare_copy() -> float:
    """Return how long it takes to find and insert every document, in seconds."""
    client().drop_database(COPY)
    settle()
    started = perf_counter()
    for name in client()[SOURCE].list_collection_names():
        batch = []
        for document in client()[SOURCE][name].find(batch_size=BATCH):
            batch.append(document)
            if len(batch) == BATCH:
                client()[COPY][name].insert_many(batch, ordered=False)
                batch = []
        if batch:
            client()[COPY][name].insert_many(batch, ordered=False)
    return perf_counter() - started


def split() -> Readings:
    """Split into empty homes and verify, without a report in a file, then copy barely."""
    made = documents()
    for home in HOMES:
        client().drop_database(f"yggdrasil_{home.database}_test")
    manage("migrate_all", "--verbosity", "0")
    settle()
    started = perf_counter()
    peak = manage(*SPLIT, os.environ["MONGODB_URI"])
    seconds = perf_counter() - started
    return {
        "split": made / seconds,
        "copy": made / bare_copy(),
        "peak": peak,
        "allowed": 250.0,
    }


CASES = (
    Case(
        measure=split,
        rounds=3,
        figures=(
            Figure(
                name="split, verified, beside a bare copy",
                unit="documents/s",
                value="split",
                yardstick="copy",
                ratio_at_least=0.5,
            ),
            Figure(
                name="peak memory of all processes that split",
                unit="MB",
                value="peak",
                yardstick="allowed",
                at_most=250.0,
            ),
        ),
    ),
)
