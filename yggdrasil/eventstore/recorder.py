"""The recorder of a process with a database: facts belong to the open unit of work."""

from yggdrasil.events.envelope import Envelope
from yggdrasil.events.recorder import OutsideUnitOfWorkError
from yggdrasil.mongodb.unit_of_work import current_unit


class UnitRecorder:
    """Refuse a fact that no change stands beside."""

    def record(self, envelope: Envelope) -> None:
        """Keep the fact with the open unit of work.

        Args:
            envelope: the fact.

        Raises:
            OutsideUnitOfWorkError: if no unit of work is open in this thread.
        """
        if current_unit() is None:
            raise OutsideUnitOfWorkError(f"{envelope.name} was sent outside a unit of work.")
