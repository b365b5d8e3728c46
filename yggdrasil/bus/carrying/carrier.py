"""The promise of a broker: a batch is handed over, or the relay is told that it was not."""

from typing import Protocol

from yggdrasil.bus.carrying.batch import Batch
from yggdrasil.errors import UnavailableError


class UnroutableError(UnavailableError):
    """No queue is bound for the name of these facts; nobody has them."""


class CarrierDownError(UnavailableError):
    """The broker did not confirm that it has the batch."""


class Carrier(Protocol):
    """Carry batches to the queues of their hearers."""

    def publish(self, batch: Batch) -> None:
        """Hand a batch over and return once the broker has confirmed it.

        Args:
            batch: facts of one name; routed by `<service>.<name>`.

        Raises:
            UnroutableError: if no queue took it.
            CarrierDownError: if the broker is away or did not confirm.
        """

    def close(self) -> None:
        """Let go of the broker."""
