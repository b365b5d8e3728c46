"""A hearer without a database: takes facts from the broker as ours does, and counts them.

python -m scripts.benches.bus.counting URL FILE
"""

import mmap
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from celery import Celery
from kombu import Queue

from tests.programs import bus as program

# isort: split
from yggdrasil.bus.carrying import topology
from yggdrasil.bus.carrying.batch import Batch, decode
from yggdrasil.bus.effects.handling import run_all, tasks_of
from yggdrasil.bus.hearers import Hearers
from yggdrasil.bus.hearing.listening import Listener
from yggdrasil.bus.worker import hear_in
from yggdrasil.events.subscription import Subscription
from yggdrasil.services import services_by_app

ONE = "bench.one"
# As a Celery worker is run by default, but for the threads: they share what they count with.
WORKER_OPTIONS = (
    "--pool=threads",
    "--concurrency=6",
    "--prefetch-multiplier=1",
    "--without-gossip",
    "--without-mingle",
)
SIZE = 8


@dataclass
class Counter:
    """A number that two processes see.

    Attributes:
        path: file that holds it.
    """

    path: Path

    def __post_init__(self) -> None:
        if not self.path.exists():
            self.path.write_bytes(bytes(SIZE))
        with self.path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), SIZE)

    @property
    def value(self) -> int:
        """Return the number."""
        return int(struct.unpack_from("q", self._memory)[0])

    def add(self, number: int) -> None:
        """Add to the number; one process alone does."""
        struct.pack_into("q", self._memory, 0, self.value + number)


def celery(url: str) -> Celery:
    """Return an application with the habits of ours on a broker.

    Args:
        url: of the broker.
    """
    app = Celery("bench", broker=url, set_as_current=False)
    app.conf.update(
        accept_content=["json", "msgpack"],
        task_acks_late=True,
        task_ignore_result=True,
        worker_hijack_root_logger=False,
        broker_transport_options={"confirm_publish": True} if url.startswith("amqp") else {},
    )
    return app


def counting(counter: Counter) -> Hearers:
    """Return the table of a hearer that counts.

    Args:
        counter: what it counts with.
    """

    def count_all(told: list[program.LocationMeasured]) -> None:
        counter.add(len(told))

    def count(_fact: program.LocationMeasured) -> None:
        counter.add(1)

    line = Subscription(
        hears=program.NAME, needs=program.LocationMeasured, does=count, does_all=count_all
    )
    return Hearers(tables={"news": (line,)}, services=services_by_app())


def work(url: str, counter: Counter) -> None:
    """Take what comes until told to stop.

    Args:
        url: of the broker.
        counter: told of each fact.
    """
    app, hearers = celery(url), counting(counter)
    app.conf.task_queues = [Queue(ONE)]

    def take(*batches: Batch) -> None:
        for batch in batches:
            run_all(tasks_of(batch.facts, app="news", home=batch.home, hearers=hearers))

    def one(body: bytes) -> None:
        take(decode(body))

    app.task(name=ONE)(one)
    hear_in(app, [Listener(app, topology.queue("news", hearers), take)])
    app.worker_main(["worker", *WORKER_OPTIONS, "--loglevel=ERROR"])


if __name__ == "__main__":
    work(sys.argv[1], Counter(Path(sys.argv[2])))
