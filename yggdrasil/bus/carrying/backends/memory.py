"""A complete carrier within one process: queues in memory, routed as a broker would."""

from collections import deque

from yggdrasil.bus.carrying.batch import Batch, decode, encode
from yggdrasil.bus.carrying.carrier import UnroutableError
from yggdrasil.bus.carrying.routing import matches
from yggdrasil.bus.hearers import Hearers


class MemoryCarrier:
    """Queues by app; `bind` them, `publish` into them, `pop` from them.

    Attributes:
        queues: coded batches by label of the hearing app.
        bindings: pairs of pattern and label.
    """

    def __init__(self, hearers: Hearers) -> None:
        self.hearers = hearers
        self.queues: dict[str, deque[bytes]] = {}
        self.bindings: list[tuple[str, str]] = []

    def declare(self) -> None:
        """Bind the queue of each app for each name it hears."""
        for app in self.hearers.tables:
            for name in self.hearers.names(app):
                self.bind(self.hearers.routing_key(name), app)

    def bind(self, pattern: str, app: str) -> None:
        """Bind the queue of an app.

        Args:
            pattern: words, `*` and `#`.
            app: label of the hearing app.
        """
        self.queues.setdefault(app, deque())
        self.bindings.append((pattern, app))

    def publish(self, batch: Batch) -> None:
        """Put a batch into every queue that is bound for its name."""
        key = self.hearers.routing_key(batch.name)
        apps = {app for pattern, app in self.bindings if matches(pattern, key)}
        if not apps:
            raise UnroutableError(f"No queue is bound for {key}.")
        for app in apps:
            self.queues[app].append(encode(batch))

    def pop(self, app: str) -> Batch | None:
        """Take the oldest batch from an app's queue.

        Args:
            app: label of the hearing app.

        Returns:
            The batch; None from an empty queue.
        """
        try:
            return decode(self.queues[app].popleft())
        except (KeyError, IndexError):
            return None

    def close(self) -> None:
        """Let go of nothing: what waits outlives whoever published it."""
