"""The seed's example: a command opens an account, the fact builds the profile, a query reads it."""

import threading

import pytest
from django.contrib.auth.hashers import make_password

from apps.accounts.data import Role
from yggdrasil import clock
from yggdrasil.bus.carrying.backends.memory import MemoryCarrier
from yggdrasil.bus.hearers import Hearers, declared
from yggdrasil.bus.hearing.awaiting import has_heard
from yggdrasil.bus.hearing.inbox import Inbox
from yggdrasil.bus.telling.relay import Relay
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import execute
from yggdrasil.cqrs.query import NotYetHeardError, ask
from yggdrasil.cqrs.token import InvalidTokenError, Token

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def hearers() -> Hearers:
    return declared()


@pytest.fixture
def open_account():
    def run(number: int = 0) -> tuple[str, Token]:
        outcome = execute(
            "accounts.open_account",
            {
                "email": f"ada{number}@yggdrasil.edu",
                "password_hash": make_password("a long one 1!"),
                "role": Role.STUDENT,
                "first_name": "Ada",
                "last_name": f"Lovelace {number}",
                "at": clock.now(),
            },
        )
        return outcome.result, outcome.token

    return run


class Pump(threading.Thread):
    """The relay and the hearer, in a thread, until stopped."""

    def __init__(self, hearers: Hearers) -> None:
        super().__init__()
        self.carrier = MemoryCarrier(hearers)
        self.carrier.declare()
        self.relay = Relay(home="default", owner="pump", carrier=self.carrier, hearers=hearers)
        self.inbox = Inbox("users", hearers)
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            self.relay.step()
            while (batch := self.carrier.pop("users")) is not None:
                self.inbox.take(batch)


@pytest.fixture
def pump(hearers):
    pump = Pump(hearers)
    pump.start()
    yield pump
    pump.stopped.set()
    pump.join()


def read(person_id: str, token: Token, hearers: Hearers, *, within_seconds: float = 5.0):
    return ask(
        "users.get_profile",
        {"viewer": Actor(id=person_id, role="student"), "person_id": person_id},
        after=token,
        within_seconds=within_seconds,
        has_heard=lambda app, wanted: has_heard(app, wanted, hearers=hearers),
    )


class TestAsk:
    @pytest.mark.usefixtures("pump")
    def test_sees_every_own_write(self, open_account, hearers) -> None:
        for number in range(40):
            person_id, token = open_account(number)

            assert read(person_id, token, hearers).last_name == f"Lovelace {number}"

    def test_says_so_when_the_time_is_over(self, open_account, hearers) -> None:
        person_id, token = open_account()

        with pytest.raises(NotYetHeardError):
            read(person_id, token, hearers, within_seconds=0.05)

    def test_waits_for_nothing_that_the_app_does_not_hear(self, open_account, hearers) -> None:
        _, token = open_account()

        assert has_heard("courses", token, hearers=hearers)


class TestToken:
    def test_survives_the_way_to_the_client_and_back(self, open_account) -> None:
        _, token = open_account()

        assert Token.decode(token.encode()) == token
        assert [(f.aggregate.split("/")[0], f.version) for f in token.facts] == [
            ("accounts.account", 1)
        ]

    @pytest.mark.parametrize("text", ["", "x", "gaVm", "ü", "a" * 1000])
    def test_of_garbage_is_an_error(self, text) -> None:
        with pytest.raises(InvalidTokenError):
            Token.decode(text)
