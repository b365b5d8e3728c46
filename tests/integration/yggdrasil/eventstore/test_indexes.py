"""Whatever is asked of many facts is answered from an index, in its order."""

import re
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.contracts.eventstore.conftest import MORNING, fact, history
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.eventstore.documents import UNNUMBERED
from yggdrasil.eventstore.finding import between, telling_of, with_names
from yggdrasil.eventstore.models import Commit

pytestmark = pytest.mark.usefixtures("homes")

NAME = "courses.course.changed.v1"
OTHER = "courses.course.published.v1"
KIND = "courses.course"
NEWEST = {"occurred_at": -1, "_id": -1}


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
            (UNNUMBERED, {"_id": 1}),
            (between(3, 90), {"position": 1}),
            (between(3, 90, [NAME]), {"position": 1}),
            (with_names([NAME], None, None), NEWEST),
            (with_names([NAME, OTHER], None, None), NEWEST),
            (with_names([NAME], MORNING, MORNING), NEWEST),
            (telling_of([KIND], ["algebra"], {"$gt": 2}), {}),
            (telling_of([KIND], ["algebra", "course 7"]), {}),
        ],
        ids=["waiting", "in order", "of names", *("newest", "of two", "since"), "history", "known"],
    )
    def test_sorts_nothing_and_reads_no_other_facts(self, store, wanted, order) -> None:
        found = store.commits.find(wanted, sort=order)

        taken = stages(str(found.explain()["queryPlanner"]["winningPlan"]))

        assert "IXSCAN" in taken
        assert not taken & {"COLLSCAN", "SORT"}

    def test_looks_at_the_wanted_versions_only(self, store) -> None:
        store.append(history(30, of="algebra"))
        for version in range(31, 61):
            store.append([fact(version, of="algebra")])

        found = store.commits.find(telling_of([KIND], ["algebra"], {"$gt": 50, "$lte": 55}))

        assert found.explain()["executionStats"]["totalKeysExamined"] <= 6


class TestTheAdmin:
    @pytest.mark.parametrize(
        "asked", [{}, {"name": NAME}, {"q": "course 7"}], ids=["list", "by name", "search"]
    )
    def test_never_reads_all_facts(self, store, asked) -> None:
        page = admin.site._registry[Commit]
        request = RequestFactory().get("/", {"home": "course", **asked})
        request.user = SimpleNamespace(has_perm=lambda *_: True)

        found = page.get_changelist_instance(request).get_queryset(request)

        assert "COLLSCAN" not in found[:50].explain()
