"""How a Celery worker hears: each delivery says which queue it came from, and one task takes it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from typing import Any

from celery import shared_task
from celery.app.amqp import AMQP
from django.conf import settings
from kombu import Consumer
from kombu.transport.virtual import Message as EmulatedMessage
from pymongo.errors import PyMongoError

from yggdrasil import clock
from yggdrasil.bus.carrying.backends.celery import DELIVER
from yggdrasil.bus.hearers import Hearers, declared
from yggdrasil.bus.hearing.gathering import Gathering
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.hearing.retries import Retries
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger

STALLED_AFTER = timedelta(seconds=5)

log = get_logger(__name__)


class NamingConsumer(Consumer):
    """A consumer that writes the name of its queue into each message.

    A task is not told which queue it came from, and one message may lie in several.
    """

    def _add_tag(self, queue: Any, consumer_tag: str | None = None) -> str:
        tag: str = super()._add_tag(queue, consumer_tag or queue.name)
        return tag

    def _receive_callback(self, message: Any) -> Any:
        info = getattr(message, "delivery_info", None) or {}
        # The emulated brokers know no tags; there the routing key is the queue's own name.
        message.headers["heard_on"] = info.get("consumer_tag") or info.get("routing_key")
        if isinstance(message, EmulatedMessage):
            message.ack = _forgiving(message.ack)  # type: ignore[method-assign]
        return super()._receive_callback(message)


def _forgiving(ack: Callable[..., None]) -> Callable[..., None]:
    """Return an acknowledgement that does nothing once its connection is gone.

    On Redis kombu then stumbles over what it has put away, and Celery would end the worker.
    """

    def acknowledge(*arguments: Any, **options: Any) -> None:
        with suppress(AttributeError):
            ack(*arguments, **options)

    return acknowledge


class NamingAMQP(AMQP):
    """Celery's messaging with the consumer that names queues."""

    Consumer = NamingConsumer


@cache
def _hearers() -> Hearers:
    return declared()


@cache
def _gathering(app: str) -> Gathering:
    """Return what takes the messages of an app, with an inbox that knows how far it is."""
    return Gathering(Inbox(app, _hearers()).take)


@shared_task(
    name=DELIVER,
    bind=True,
    serializer="msgpack",
    ignore_result=True,
    acks_late=True,
    reject_on_worker_lost=True,
    max_retries=None,
)
def deliver(self: Any, /, body: bytes, **_extra: Any) -> None:
    """Let the facts of one message take effect in the app whose queue it came from."""
    app = _hearers().app_of_queue(self.request.heard_on)
    try:
        _gathering(app).take(body)
    except (UnavailableError, PyMongoError) as error:
        # Nothing is lost by letting it go: what is missing is caught up from the store.
        log.warning("Delivery left to catching up.", app=app, error=str(error))


@shared_task(name="yggdrasil.bus.tend", ignore_result=True)
def tend(**_extra: Any) -> None:
    """Retry what failed and catch up what a broker lost, for every app hosted here."""
    hearers = _hearers()
    for app in hearers.hosted(settings.YGGDRASIL["SERVICES"]):
        try:
            Retries(app, hearers).retry_due()
            _catch_up_stalled(Inbox(app, hearers))
        except (UnavailableError, PyMongoError) as error:
            # One home that is away keeps no other app from being tended.
            log.warning("Not tended.", app=app, error=str(error))


def _catch_up_stalled(inbox: Inbox) -> None:
    since = clock.now() - STALLED_AFTER
    for home in inbox.homes:
        if inbox.is_stalled(home, since=since):
            inbox.catch_up(home)
