"""Domain signals: Django signals with a name, a version and a typed payload."""

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.dispatch import Signal

from yggdrasil import clock, codec, ids
from yggdrasil.context import current
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.envelope import Aggregate, Envelope
from yggdrasil.events.recorder import Teller, collect, recorder

NAME = re.compile(
    r"(?P<app>[a-z]+)\.(?P<subject>[a-z_]+)\.(?P<participle>[a-z_]+)\.v(?P<version>[1-9]\d*)"
)

Payload = TypeVar("Payload")


class DomainSignal(Signal, Generic[Payload]):
    """A fact of one kind that an app tells.

    Receivers connected with `connect` run at once, in this process and inside the transaction, as
    Django people expect. Hearers in other apps are named in their `subscriptions.py` and are told
    after the commit.

    Example:
        course_published = DomainSignal("courses.course.published.v1", CoursePublished)

    Attributes:
        name: `<app>.<subject>.<participle>.v<n>`.
        payload: class of the fact, a frozen dataclass.
    """

    def __init__(self, name: str, payload: type[Payload]) -> None:
        match = NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{name!r} is not of the form <app>.<subject>.<participle>.v<n>.")
        super().__init__()
        self.name = name
        self.payload = payload
        self.app = match["app"]
        self.version = int(match["version"])
        CATALOGUE.add(self)

    def send(  # type: ignore[override]  # a domain signal is always about an aggregate
        self, sender: Teller, *, payload: Payload
    ) -> list[tuple[Callable[..., Any], Any]]:
        """Tell the fact: keep it beside the change, then call the receivers of this process.

        Args:
            sender: the aggregate it is about, changed but not yet saved; its `stream_version`
                is raised by one.
            payload: what became true.

        Returns:
            Pairs of receiver and what it returned.

        Raises:
            TypeError: if the payload is of another class.
            MalformedDataError: if a field of it is not what its annotation says.
            OutsideUnitOfWorkError: if no unit of work is open.
        """
        if not isinstance(payload, self.payload):
            raise TypeError(f"{self.name} tells {self.payload.__name__}, not {payload!r}.")
        envelope = self._seal(sender, payload)
        recorder().record(envelope, teller=sender)
        collect(envelope)
        sender.stream_version = envelope.aggregate.version
        return super().send(type(sender), instance=sender, payload=payload, envelope=envelope)

    def _seal(self, sender: Teller, payload: Payload) -> Envelope:
        context = current()
        plain = codec.to_plain(payload)
        codec.check_plain(plain, self.payload)
        return Envelope(
            id=ids.new_id(),
            name=self.name,
            version=self.version,
            source=self.app,
            occurred_at=clock.now(),
            aggregate=Aggregate(
                kind=f"{self.app}.{type(sender).__name__.lower()}",
                id=str(sender.pk),
                version=sender.stream_version + 1,
            ),
            correlation_id=context.correlation_id,
            causation_id=context.causation_id,
            actor_id=context.actor.id,
            payload=plain,
        )
