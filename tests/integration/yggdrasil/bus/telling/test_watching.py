import pytest

from tests.contracts.eventstore.conftest import fact
from yggdrasil.bus.telling.watching import inserts
from yggdrasil.eventstore.backends.mongodb import MongoEventStore


@pytest.mark.usefixtures("homes")
class TestInserts:
    def test_show_what_waits_and_not_what_somebody_puts_back(self) -> None:
        store = MongoEventStore("course")
        store.append([fact(1, of="kept")])
        kept = store.commits.find_one_and_delete({})
        assert kept is not None

        with inserts(["course"]) as stream:
            store.commits.insert_one({**kept, "position": 7})
            store.append([fact(1, of="new")])
            shown = stream.next()["fullDocument"]

        assert shown["facts"][0]["aggregate_id"] == "new"
