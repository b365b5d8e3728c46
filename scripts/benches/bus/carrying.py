"""Facts over a broker, from the first one published to the last one handled, and one a task."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.benches.bus import counting
from scripts.benches.bus.counting import Counter
from scripts.benches.bus.samples import batch, facts, seconds_of, wait_until
from scripts.benches.harness import Readings
from yggdrasil.bus.carrying.backends.celery import CeleryCarrier
from yggdrasil.bus.carrying.batch import Batch, encode
from yggdrasil.bus.telling.relay import WINDOW

BATCHES, TASKS = 100, 3_000


def carry(url: str) -> Readings:
    """Publish facts until all are handled, in batches and then one a task.

    Args:
        url: of the broker.
    """
    with counting_worker(url) as counter:
        hearers = counting.counting(counter)
        carrier = CeleryCarrier(counting.celery(url), hearers)
        warm_up(carrier, counter)
        windows = [batch(facts(WINDOW)) for _ in range(BATCHES)]
        batched = seconds_until(counter, BATCHES * WINDOW, lambda: publish_all(carrier, windows))
        one = batch(facts(1))
        single = seconds_until(counter, TASKS, lambda: send_each(carrier, one))
        carrier.close()
    return {"batches": BATCHES * WINDOW / batched, "tasks": TASKS / single}


@contextmanager
def counting_worker(url: str) -> Iterator[Counter]:
    """Run a worker that counts as a process of its own.

    Args:
        url: of the broker.

    Yields:
        What it counts with.
    """
    with tempfile.TemporaryDirectory() as folder:
        counter = Counter(Path(folder, "count"))
        command = [sys.executable, "-m", counting.__name__, url, str(counter.path)]
        worker = subprocess.Popen(command)
        try:
            yield counter
        finally:
            worker.terminate()
            worker.wait()


def warm_up(carrier: CeleryCarrier, counter: Counter) -> None:
    """Wait until the worker takes facts.

    Args:
        carrier: of the broker.
        counter: what the worker counts with.
    """
    carrier.publish(batch(facts(1)))
    wait_until(lambda: counter.value > 0)


def seconds_until(counter: Counter, taken: int, publish: Callable[[], None]) -> float:
    """Return how long publishing and handling take together.

    Args:
        counter: what the worker counts with.
        taken: how many facts are published.
        publish: publishes them.
    """
    until = counter.value + taken

    def all_of_it() -> None:
        publish()
        wait_until(lambda: counter.value >= until)

    return seconds_of(all_of_it)


def publish_all(carrier: CeleryCarrier, windows: list[Batch]) -> None:
    """Publish batches, each confirmed before the next."""
    for window in windows:
        carrier.publish(window)


def send_each(carrier: CeleryCarrier, one: Batch) -> None:
    """Send one fact a Celery task, as Celery is used by default."""
    body = encode(one)
    for _ in range(TASKS):
        carrier.app.send_task(counting.ONE, args=(body,), serializer="msgpack", queue=counting.ONE)
