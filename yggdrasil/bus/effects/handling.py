"""One fact for one handler: in the shape it needs, and in the context of what led to it."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from types import GenericAlias
from typing import Any

import msgspec

from yggdrasil import codec
from yggdrasil.bus.hearers import Hearers, line_of
from yggdrasil.context import SYSTEM, Context, use
from yggdrasil.events.envelope import Envelope
from yggdrasil.events.subscription import Subscription
from yggdrasil.events.upcasting import Payload, Upcasters
from yggdrasil.eventstore.store import Recorded


class Task(msgspec.Struct, frozen=True, gc=False):
    """One fact that one handler is to take.

    Attributes:
        subscription: the line of the hearer's table.
        fact: the fact.
        home: alias of the home it happened in.
        upcasters: how it becomes the version that is heard.
    """

    subscription: Subscription[Any]
    fact: Envelope
    home: str
    upcasters: Upcasters = msgspec.field(default_factory=Upcasters)

    @property
    def handler(self) -> str:
        """Return the stable name of the handler."""
        return self.subscription.handler

    @property
    def line(self) -> str:
        """Return the name of the fact as told, and the handler: what progress is claimed for."""
        return line_of(self.fact.name, self.handler)

    @property
    def key(self) -> str:
        """Return the key of the marker: a fact has one effect for each handler."""
        return f"{self.fact.id}/{self.handler}"

    @property
    def payload(self) -> Payload:
        """Return what is told, in the version that is heard."""
        return self.upcasters.upcast(
            self.fact.payload, old=self.fact.name, new=self.subscription.hears
        )

    @property
    def place(self) -> tuple[str, str]:
        """Return what must be taken in order: the facts of one aggregate."""
        return self.fact.aggregate.kind, self.fact.aggregate.id


def tasks_of(facts: Iterable[Recorded], *, app: str, home: str, hearers: Hearers) -> list[Task]:
    """Return what an app is to do with facts.

    Args:
        facts: the facts, those of one aggregate by version.
        app: label of the hearing app.
        home: alias of the home they happened in.
        hearers: who hears what.

    Returns:
        For each fact one task a line of the table that hears it.
    """
    upcasters = hearers.upcasters
    return [
        Task(line, recorded.envelope, home, upcasters)
        for recorded in facts
        for line in hearers.subscriptions(app, recorded.envelope.name)
    ]


def run(task: Task) -> None:
    """Let one fact take effect, in the open unit of work.

    Args:
        task: the fact and its handler.
    """
    shape = codec.from_builtins(task.payload, task.subscription.needs)
    with use(_context(task.fact)):
        task.subscription.does(shape)


def run_all(tasks: Sequence[Task]) -> None:
    """Let facts take effect in order; a handler that takes many at once is given its run of them.

    Args:
        tasks: facts and handlers, those of one aggregate by version.
    """
    for _, together in groupby(tasks, key=lambda task: task.handler):
        line = list(together)
        many = line[0].subscription.does_all
        if many is None:
            for task in line:
                run(task)
            continue
        # All in one go: reading each by itself costs more than whatever else is done for a fact.
        needed: Any = GenericAlias(list, line[0].subscription.needs)
        with use(_context(line[-1].fact)):
            many(codec.from_builtins([task.payload for task in line], needed))


def _context(fact: Envelope) -> Context:
    return Context(correlation_id=fact.correlation_id, causation_id=fact.id, actor=SYSTEM)
