"""Whatever is asked of many facts is answered from an index, in its order."""

import re
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.contracts.eventstore.conftest import MORNING, history
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.models import StoredFact

pytestmark = pytest.mark.usefixtures("homes")

NAME = "courses.course.changed.v1"
BY_STREAM = {"aggregate_kind": "courses.course", "aggregate_id": "algebra"}


@pytest.fixture
def store() -> MongoEventStore:
    store = MongoEventStore("course")
    for number in range(40):
        store.append(history(5, of=f"course {number}"))
    return store


def stages(plan: str) -> set[str]:
    return set(re.findall(r"'stage': '([A-Z_]+)'", plan))


class TestTheStore:
    @pytest.mark.parametrize(
        ("wanted", "order"),
        [
            ({"position": 0}, {"_id": 1}),
            ({"position": {"$gt": 3, "$lte": 90}}, {"position": 1}),
            ({"position": {"$gt": 3, "$lte": 90}, "name": {"$in": [NAME]}}, {"position": 1}),
            ({"name": {"$in": [NAME]}}, {"occurred_at": -1, "_id": -1}),
            ({"name": NAME, "occurred_at": {"$gte": MORNING}}, {"occurred_at": -1, "_id": -1}),
            ({**BY_STREAM, "aggregate_version": {"$gt": 2}}, {"aggregate_version": 1}),
            (BY_STREAM, {"aggregate_version": -1}),
        ],
        ids=["waiting", "in order", "of names", "newest", "since", "history", "last version"],
    )
    def test_sorts_nothing_and_reads_no_other_facts(self, store, wanted, order) -> None:
        found = store.facts.find(wanted).sort(list(order.items()))

        taken = stages(str(found.explain()["queryPlanner"]["winningPlan"]))

        assert "IXSCAN" in taken
        assert not taken & {"COLLSCAN", "SORT"}


class TestTheAdmin:
    @pytest.mark.parametrize(
        "asked", [{}, {"name": NAME}, {"q": "course 7"}], ids=["list", "by name", "search"]
    )
    def test_never_reads_all_facts(self, store, asked) -> None:
        page = admin.site._registry[StoredFact]
        request = RequestFactory().get("/", {"home": "course", **asked})
        request.user = SimpleNamespace(has_perm=lambda *_: True)

        found = page.get_changelist_instance(request).get_queryset(request)

        assert "COLLSCAN" not in found[:50].explain()
