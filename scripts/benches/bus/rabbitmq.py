"""A RabbitMQ for the length of a measurement."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.scenarios.rabbitmq import RabbitMQ


@contextmanager
def rabbitmq() -> Iterator[str]:
    """Run a node of its own.

    Yields:
        Its URL.
    """
    with tempfile.TemporaryDirectory() as folder:
        server = RabbitMQ(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()
