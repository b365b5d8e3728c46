"""Commands by name: allowed, checked, done once, decided again on newer versions."""

import threading
from types import SimpleNamespace

import pytest
from django.db import connections

from apps.planning.models import Location
from yggdrasil.context import ANONYMOUS, Actor, acting_as
from yggdrasil.cqrs.arguments import InvalidArgumentsError
from yggdrasil.cqrs.command import COMMANDS, command, execute
from yggdrasil.cqrs.pipeline import CommandForbiddenError
from yggdrasil.cqrs.query import QUERIES, query
from yggdrasil.cqrs.receipts import IdempotencyKeyReusedError, Receipts
from yggdrasil.cqrs.registry import DuplicateHandlerError, Handler, UnknownHandlerError
from yggdrasil.cqrs.token import Token
from yggdrasil.mongodb.guards import ReadOnlyError
from yggdrasil.mongodb.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("homes")


def as_operation(function):
    """Let a test's function pass for one of planning's."""
    function.__module__ = "apps.planning.operations"
    return function


@pytest.fixture
def operations():
    """Return two commands that only tests have."""

    @command
    @as_operation
    def widen_room(*, location_id: str, by: int) -> int:
        location = Location.objects.get(pk=location_id)
        location.capacity = (location.capacity or 0) + by
        location.save()
        return location.capacity

    @command(allow=lambda actor: actor.role == "staff")
    @as_operation
    def shut_room(*, location_id: str) -> None:
        Location.objects.get(pk=location_id).delete()

    yield SimpleNamespace(widen_room=widen_room, shut_room=shut_room)
    for name in ("planning.widen_room", "planning.shut_room"):
        COMMANDS.handlers.pop(name)


@pytest.fixture
def room() -> str:
    location = Location(name="12", capacity=10)
    location.save()
    return str(location.pk)


def capacity(room: str) -> int:
    return Location.objects.get(pk=room).capacity


class TestExecute:
    def test_runs_the_one_handler_of_a_name(self, operations, room) -> None:
        outcome = execute("planning.widen_room", {"location_id": room, "by": 5})

        assert outcome.result == 15
        assert capacity(room) == 15

    def test_gives_the_operation_what_it_asks_for(self, operations, room) -> None:
        assert execute("planning.widen_room", {"location_id": room, "by": "5"}).result == 15

    def test_of_an_unknown_name_is_an_error(self) -> None:
        with pytest.raises(UnknownHandlerError):
            execute("planning.fly_to_the_moon", {})

    @pytest.mark.parametrize(
        ("arguments", "field"),
        [
            ({"location_id": "x", "by": "many"}, "by"),
            ({"location_id": "x"}, "by"),
            ({"location_id": "x", "by": 1, "colour": "red"}, "colour"),
            ({"location_id": {"$ne": None}, "by": 1}, "location_id"),
        ],
    )
    def test_names_each_wrong_argument(self, operations, arguments, field) -> None:
        with pytest.raises(InvalidArgumentsError) as refused:
            execute("planning.widen_room", arguments)

        assert [error.field for error in refused.value.errors] == [field]

    def test_refuses_an_actor_who_may_not(self, operations, room) -> None:
        with acting_as(ANONYMOUS), pytest.raises(CommandForbiddenError):
            execute("planning.shut_room", {"location_id": room})

        assert capacity(room) == 10

    def test_lets_an_actor_who_may(self, operations, room) -> None:
        with acting_as(Actor(id="a", role="staff")):
            execute("planning.shut_room", {"location_id": room})

        assert not Location.objects.exists()

    def test_decides_again_when_others_were_faster(self, operations, room) -> None:
        threads = [
            threading.Thread(target=operations.widen_room, kwargs={"location_id": room, "by": 1})
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert capacity(room) == 18


class TestIdempotencyKey:
    def test_answers_the_second_time_without_doing_it_again(self, operations, room) -> None:
        arguments = {"location_id": room, "by": 5}

        first = execute("planning.widen_room", arguments, idempotency_key="k1")
        second = execute("planning.widen_room", arguments, idempotency_key="k1")

        assert (first.result, first.is_repeated) == (15, False)
        assert (second.result, second.is_repeated) == (15, True)
        assert capacity(room) == 15

    def test_with_other_arguments_is_refused(self, operations, room) -> None:
        execute("planning.widen_room", {"location_id": room, "by": 5}, idempotency_key="k1")

        with pytest.raises(IdempotencyKeyReusedError):
            execute("planning.widen_room", {"location_id": room, "by": 6}, idempotency_key="k1")

    def test_asks_the_same_at_another_moment(self) -> None:
        receipts, asked = Receipts("planning"), {"by": 5}
        unit_of_work("planning").run(
            lambda: receipts.keep(
                "k1", arguments={**asked, "at": "now"}, result=15, token=Token.of([])
            )
        )

        found = receipts.find("k1", arguments={**asked, "at": "later"})

        assert found is not None
        assert found["result"] == 15

    def test_of_somebody_else_is_another_key(self, operations, room) -> None:
        for actor in ("a", "b"):
            with acting_as(Actor(id=actor, role="staff")):
                arguments = {"location_id": room, "by": 5}
                execute("planning.widen_room", arguments, idempotency_key="k1")

        assert capacity(room) == 20

    def test_at_the_same_time_does_it_once(self, operations, room) -> None:
        outcomes = []

        def run() -> None:
            arguments = {"location_id": room, "by": 5}
            outcomes.append(execute("planning.widen_room", arguments, idempotency_key="k1"))

        threads = [threading.Thread(target=run) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [outcome.result for outcome in outcomes] == [15] * 10
        assert sum(not outcome.is_repeated for outcome in outcomes) == 1
        assert capacity(room) == 15

    def test_of_a_refused_command_may_be_used_again(self, operations, room) -> None:
        with pytest.raises(Location.DoesNotExist):
            execute("planning.widen_room", {"location_id": "0" * 24, "by": 5}, idempotency_key="k1")

        arguments = {"location_id": room, "by": 5}
        assert execute("planning.widen_room", arguments, idempotency_key="k1").result == 15

    def test_is_kept_with_the_change(self, operations, room) -> None:
        execute("planning.widen_room", {"location_id": room, "by": 5}, idempotency_key="k1")

        receipts = connections["planning"].database["command_receipts"]
        assert receipts.find_one({})["_id"] == "planning.widen_room//k1"


class TestRegistry:
    def test_takes_one_handler_for_each_name(self, operations) -> None:
        handler = Handler(name="planning.widen_room", app="planning", run=test_of_another_module)

        with pytest.raises(DuplicateHandlerError):
            COMMANDS.add(handler)

    def test_knows_every_operation_and_query_by_its_app(self) -> None:
        for registry in (COMMANDS, QUERIES):
            for name, handler in registry.handlers.items():
                assert name.startswith(f"{handler.app}.")
                assert handler.run.__module__.startswith(f"apps.{handler.app}.")


class TestQuery:
    def test_cannot_write(self, room) -> None:
        @query
        @as_operation
        def look_and_change(*, location_id: str) -> None:
            Location.objects.filter(pk=location_id).update(capacity=0)

        with pytest.raises(ReadOnlyError):
            look_and_change(location_id=room)

        assert capacity(room) == 10
        QUERIES.handlers.pop("planning.look_and_change")


def test_of_another_module() -> None:
    """Stand in for a handler that another module claims; and see that commands exist at all."""
    assert COMMANDS.handlers
