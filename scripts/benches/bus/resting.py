"""Everything the bus runs while nothing is told: what it asks of each home, and what it uses."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.benches.bus.living import HEARD, TOLD, begin_again, commit
from scripts.benches.bus.samples import HEARER, facts, wait_until
from scripts.benches.harness import Readings

# isort: split
from django.conf import settings
from django.db import connections

from yggdrasil.bus.worker import TEND_SECONDS
from yggdrasil.mongodb.homes import collection_of

REST_SECONDS = 60
ASKED = (*TOLD, *HEARD, "inbox_failures")

# As the Procfile has them.
WORKER = ("worker", "--queues=yggdrasil.tasks", "--concurrency=2")
QUIETLY = ("--without-gossip", "--without-mingle")


def rest(broker: str) -> Readings:
    """Tell nothing; return what the most asked home is asked in 5 seconds, and the share of a core.

    Args:
        broker: its URL.
    """
    with everything(broker) as processes:
        # Once everybody has been tended, there is nothing left to note.
        time.sleep(TEND_SECONDS + 5)
        asked, used = asked_so_far(), sum(map(cpu_seconds, processes))
        time.sleep(REST_SECONDS)
        more = {home: count - asked[home] for home, count in asked_so_far().items()}
        used = sum(map(cpu_seconds, processes)) - used
    return {
        "queries": max(more.values()) * 5 / REST_SECONDS,
        "percent": used / REST_SECONDS * 100,
        "one": 1.0,
    }


@contextmanager
def everything(broker: str) -> Iterator[Sequence[int]]:
    """Run a relay of all homes, a hearer, a worker and beat, warmed up by a fact.

    Args:
        broker: its URL.

    Yields:
        Their process ids.
    """
    begin_again()
    environ = {**os.environ, "CELERY_BROKER_URL": broker}
    with tempfile.TemporaryDirectory() as folder, Path(folder, "log").open("ab") as out:
        beat = ("beat", f"--schedule={Path(folder, 'beat')}")
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.programs.bus", *command],
                env=environ,
                stdout=out,
                stderr=out,
            )
            for command in (("relay",), ("hearer",), (*WORKER, *QUIETLY), beat)
        ]
        try:
            commit(facts(1)[0])
            wait_until(lambda: collection_of(HEARER, "bus_test_effects").count_documents({}) > 0)
            yield [process.pid for process in running]
        finally:
            for process in running:
                process.terminate()
                process.wait()


def asked_so_far() -> dict[str, int]:
    """Return how many commands each home has had about facts, telling and hearing."""
    return {home: _asked_of(home) for home in settings.DATABASES}


def _asked_of(home: str) -> int:
    connection: Any = connections[home]
    connection.ensure_connection()
    name = connection.settings_dict["NAME"]
    totals = connection.connection.admin.command("top")["totals"]
    asked = (totals[f"{name}.{table}"] for table in ASKED if f"{name}.{table}" in totals)
    return sum(one["total"]["count"] for one in asked)


def cpu_seconds(pid: int) -> float:
    """Return how much of a core a process and its children have used since they began.

    Args:
        pid: of the process.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    mine = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return mine + sum(cpu_seconds(int(child)) for child in children)
