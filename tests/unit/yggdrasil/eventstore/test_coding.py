"""Facts told together, as documents and back."""

from collections.abc import Sequence
from datetime import timedelta

import bson
import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.contracts.eventstore.conftest import MORNING, fact
from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.coding import to_commits
from yggdrasil.eventstore.documents import Document, in_full, positions_of, to_envelope, to_recorded

FEW = st.sampled_from(["", "a", "b"])
differing = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["courses.course.changed.v1", "courses.course.opened.v2"]),
        "version": st.integers(1, 2),
        "occurred_at": st.integers(-5, 5).map(lambda n: MORNING + timedelta(milliseconds=n)),
        **dict.fromkeys(("source", "correlation_id", "causation_id", "actor_id"), FEW),
        "payload": st.dictionaries(st.sampled_from(["name", "id", "position"]), FEW),
    },
)


def kept(facts: Sequence[Envelope]) -> list[Document]:
    return [bson.decode(commit.raw) for commit in to_commits(facts)]


class TestCommit:
    @given(own=st.lists(differing, min_size=1, max_size=8))
    def test_tells_each_fact_as_it_was_told_however_they_differ(self, own: list[Document]) -> None:
        told = [replace(fact(number), **changes) for number, changes in enumerate(own, start=1)]

        (commit,) = kept(told)

        assert [to_envelope(part) for part in in_full(commit)] == told

    def test_says_once_what_its_facts_share(self) -> None:
        (commit,) = kept([fact(number) for number in range(1, 4)])

        assert [set(part) for part in commit["facts"]] == [
            {"id", "aggregate_kind", "aggregate_id", "aggregate_version", "payload"}
        ] * 3

    def test_says_a_moment_where_it_changes(self) -> None:
        (commit,) = kept([fact(number, minute=number // 3) for number in range(1, 9)])

        said = ["occurred_at" in part for part in commit["facts"]]
        assert said == [True, False, True, False, False, True, False, False]

    def test_is_found_by_every_name_and_request_that_it_tells_of(self) -> None:
        names, requests = ["a.b.c.v1", "a.b.d.v1", "a.b.c.v1"], ["x", "x", "y"]
        told = [
            replace(fact(number), name=name, correlation_id=request)
            for number, (name, request) in enumerate(zip(names, requests, strict=True), start=1)
        ]

        (commit,) = kept(told)

        assert commit["names"] == ["a.b.c.v1", "a.b.d.v1"]
        assert commit["correlation_ids"] == ["x", "y"]


class TestMomentOfAHand:
    @pytest.mark.parametrize("moment", [None, "yesterday", 7, {}])
    def test_makes_one_fact_unreadable_and_none_after_it(self, moment: object) -> None:
        (commit,) = kept([fact(1, minute=1), fact(2, minute=2), fact(3, minute=2)])
        commit["facts"][0]["occurred_at"] = moment
        commit["position"] = 3

        read = [to_recorded(commit, part, position) for position, part in positions_of(commit)]

        assert [one.envelope.aggregate.version for one in read] == [0, 2, 3]
