"""The recorder of a process with a database: facts are stored with the change they tell."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from yggdrasil.events.envelope import Envelope
from yggdrasil.events.recorder import OutsideUnitOfWorkError, Teller
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.mongodb.unit_of_work import Unit, current_unit


class UnsavedFactError(RuntimeError):
    """An aggregate told a fact and was not saved afterwards: send before you save."""


@dataclass
class _Told:
    facts: list[Envelope] = field(default_factory=list)
    tellers: list[Teller] = field(default_factory=list)


class UnitRecorder:
    """Gather the facts of each unit of work and store them at its end, in one command."""

    def __init__(self) -> None:
        self._told: WeakKeyDictionary[Unit, _Told] = WeakKeyDictionary()

    def record(self, envelope: Envelope, *, teller: Teller) -> None:
        """Keep the fact with the open unit of work.

        Args:
            envelope: the fact.
            teller: the aggregate that tells it.

        Raises:
            OutsideUnitOfWorkError: if no unit of work is open in this thread.
        """
        unit = current_unit()
        if unit is None:
            raise OutsideUnitOfWorkError(f"{envelope.name} was sent outside a unit of work.")
        told = self._told.get(unit)
        if told is None:
            told = self._told[unit] = _Told()
            unit.before_commit(lambda: _store(unit.alias, told))
        told.facts.append(envelope)
        told.tellers.append(teller)


def _store(alias: str, told: _Told) -> None:
    for fact, teller in zip(told.facts, told.tellers, strict=True):
        # A removed aggregate has no key any more; its last fact is told before the removal.
        if teller.pk is not None and getattr(teller, "has_unsaved_facts", False):
            raise UnsavedFactError(f"{fact.name}: {teller} was not saved after it told this.")
    MongoEventStore(alias).insert(told.facts)
