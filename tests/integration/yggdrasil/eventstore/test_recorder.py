"""Facts and their changes: both or neither."""

from dataclasses import dataclass

import pytest

from apps.planning.models import Location
from yggdrasil.context import Actor, Context, use
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.recorder import OutsideUnitOfWorkError
from yggdrasil.events.signal import DomainSignal
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.recorder import UnsavedFactError
from yggdrasil.mongodb.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("homes")


@dataclass(frozen=True, kw_only=True)
class LocationTried:
    location_id: str
    seats: int


@pytest.fixture(scope="module")
def location_tried():
    signal = DomainSignal("planning.location.tried.v1", LocationTried)
    yield signal
    CATALOGUE.remove(signal)


@pytest.fixture
def store() -> MongoEventStore:
    return MongoEventStore("planning")


def make_location(name: str = "Room 12") -> Location:
    return Location(name=name)


def tell(signal: DomainSignal, location: Location, seats: int = 1) -> None:
    signal.send(sender=location, payload=LocationTried(location_id=str(location.pk), seats=seats))


class TestSend:
    def test_stores_the_fact_with_the_change(self, location_tried, store) -> None:
        location = make_location()

        @unit_of_work("planning")
        def operation() -> None:
            tell(location_tried, location)
            location.save()

        with use(
            Context(correlation_id="r1", causation_id="c1", actor=Actor(id="a1", role="staff"))
        ):
            operation()

        (kept,) = store.read_stream(kind="planning.location", aggregate_id=str(location.pk))
        assert kept.payload == {"location_id": str(location.pk), "seats": 1}
        assert (kept.correlation_id, kept.causation_id, kept.actor_id) == ("r1", "c1", "a1")
        assert kept.aggregate.version == Location.objects.get(pk=location.pk).stream_version == 1

    def test_stores_nothing_when_the_change_is_undone(self, location_tried, store) -> None:
        location = make_location()

        @unit_of_work("planning")
        def operation() -> None:
            tell(location_tried, location)
            location.save()
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            operation()

        assert not Location.objects.exists()
        assert list(store.read_names(["planning.location.tried.v1"])) == []

    def test_in_several_units_keeps_those_of_each_with_its_own_change(
        self, location_tried, store
    ) -> None:
        first, undone, last = map(make_location, ("1", "2", "3"))

        @unit_of_work("planning")
        def operation(location: Location, *, fails: bool = False) -> None:
            tell(location_tried, location)
            location.save()
            if fails:
                raise ZeroDivisionError

        operation(first)
        with pytest.raises(ZeroDivisionError):
            operation(undone, fails=True)
        operation(last)

        kept = store.read_names(["planning.location.tried.v1"])
        assert {fact.aggregate.id for fact in kept} == {str(first.pk), str(last.pk)}

    def test_numbers_the_facts_of_an_aggregate_without_holes(self, location_tried, store) -> None:
        location = make_location()

        @unit_of_work("planning")
        def operation(times: int) -> None:
            for seats in range(times):
                tell(location_tried, location, seats)
            location.save()

        operation(2)
        operation(3)

        stream = store.read_stream(kind="planning.location", aggregate_id=str(location.pk))
        assert [kept.aggregate.version for kept in stream] == [1, 2, 3, 4, 5]

    def test_outside_a_unit_of_work_is_an_error(self, location_tried) -> None:
        with pytest.raises(OutsideUnitOfWorkError):
            tell(location_tried, make_location())

    def test_after_the_last_save_is_an_error_and_keeps_nothing(self, location_tried) -> None:
        location = make_location()

        @unit_of_work("planning")
        def operation() -> None:
            location.save()
            tell(location_tried, location)

        with pytest.raises(UnsavedFactError):
            operation()

        assert not Location.objects.exists()

    def test_before_a_removal_keeps_the_last_fact(self, location_tried, store) -> None:
        location = make_location()
        location.save()
        location_id = str(location.pk)

        @unit_of_work("planning")
        def operation() -> None:
            tell(location_tried, location)
            location.delete()

        operation()

        assert len(list(store.read_stream(kind="planning.location", aggregate_id=location_id))) == 1

    def test_calls_receivers_in_the_same_transaction(self, location_tried) -> None:
        heard = []

        def receiver(sender, *, instance, payload, envelope, **_rest) -> None:
            heard.append((sender, instance.name, payload.seats, envelope.name))

        location_tried.connect(receiver)
        location = make_location()

        @unit_of_work("planning")
        def operation() -> None:
            tell(location_tried, location, seats=7)
            location.save()

        operation()

        assert heard == [(Location, "Room 12", 7, "planning.location.tried.v1")]
        location_tried.disconnect(receiver)

    def test_of_another_payload_is_an_error(self, location_tried) -> None:
        with pytest.raises(TypeError, match="LocationTried"):
            location_tried.send(sender=make_location(), payload="tried")
