"""What every event store promises of reading."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.contracts.eventstore.conftest import MORNING, fact, history
from yggdrasil.eventstore.backends.memory import MemoryEventStore


def number_all(store: Any, *, most: int = 100) -> None:
    while store.number(most=most):
        pass


class TestReadStream:
    def test_gives_the_versions_between_two_bounds(self, store: Any) -> None:
        store.append(history(5))

        stream = store.read_stream(kind="courses.course", aggregate_id="algebra", after=1, until=4)

        assert [kept.aggregate.version for kept in stream] == [2, 3, 4]

    def test_leaves_other_aggregates_out(self, store: Any, stream_versions: Any) -> None:
        store.append([*history(2), *history(3, of="biology")])

        assert stream_versions(store, "biology") == [1, 2, 3]

    def test_after_the_last_version_is_empty(self, store: Any) -> None:
        store.append(history(2))

        assert list(store.read_stream(kind="courses.course", aggregate_id="algebra", after=2)) == []

    def test_of_an_unknown_aggregate_is_empty(self, store: Any) -> None:
        assert list(store.read_stream(kind="courses.course", aggregate_id="nobody")) == []


class TestReadNames:
    def test_gives_the_newest_first_within_the_window(self, store: Any) -> None:
        told = [fact(version, minute=version) for version in range(1, 6)]
        store.append(told)

        found = store.read_names(
            ["courses.course.changed.v1"],
            since=MORNING + timedelta(minutes=2),
            until=MORNING + timedelta(minutes=5),
        )

        assert [kept.aggregate.version for kept in found] == [4, 3, 2]

    def test_gives_no_more_than_the_limit(self, store: Any) -> None:
        store.append([fact(version, minute=version) for version in range(1, 6)])

        found = store.read_names(["courses.course.changed.v1"], limit=2)

        assert [kept.aggregate.version for kept in found] == [5, 4]

    def test_leaves_other_kinds_out(self, store: Any) -> None:
        store.append([fact(1), fact(2, name="courses.course.published.v1")])

        found = store.read_names(["courses.course.published.v1"])

        assert [kept.aggregate.version for kept in found] == [2]


class TestReadAll:
    def test_shows_nothing_before_it_is_numbered(self, store: Any) -> None:
        store.append(history(3))

        assert list(store.read_all()) == []
        assert store.head() == 0

    def test_is_exclusive_of_the_given_position(self, store: Any) -> None:
        store.append(history(5))
        number_all(store)

        assert [kept.position for kept in store.read_all(after=2)] == [3, 4, 5]

    def test_stops_at_the_given_position(self, store: Any) -> None:
        store.append(history(5))
        number_all(store)

        assert [kept.position for kept in store.read_all(after=1, until=3)] == [2, 3]

    def test_gives_only_the_wanted_kinds(self, store: Any) -> None:
        store.append([fact(1), fact(2, name="courses.course.published.v1"), fact(3)])
        number_all(store)

        found = store.read_all(names=["courses.course.published.v1"])

        assert [kept.position for kept in found] == [2]

    def test_of_an_empty_store_is_empty(self, store: Any) -> None:
        assert list(store.read_all()) == []
        assert store.head() == 0

    def test_in_small_pages_has_no_gap_and_no_double(self, store: Any) -> None:
        store.append([*history(7), *history(6, of="biology")])
        number_all(store, most=3)

        seen, after = [], 0
        while page := list(store.read_all(after=after, limit=4)):
            seen += [kept.position for kept in page]
            after = page[-1].position

        assert seen == list(range(1, 14))

    def test_of_a_long_history_is_whole_while_more_is_told(self, store: Any) -> None:
        store.append(history(1_200))
        number_all(store, most=2_000)

        seen = []
        for kept in store.read_all():
            if kept.position % 400 == 0:
                store.append([fact(of=f"new {kept.position}")])
            seen.append(kept.position)

        assert seen == list(range(1, 1_201))

    def test_that_is_broken_off_can_begin_again(self, store: Any) -> None:
        store.append(history(1_200))
        number_all(store, most=2_000)

        for _ in range(3):
            assert next(store.read_all(after=5)).position == 6

        assert len(list(store.read_all())) == 1_200

    def test_resumes_after_more_was_told(self, store: Any) -> None:
        store.append(history(2))
        number_all(store)
        store.append([fact(3)])
        number_all(store)

        assert [kept.envelope.aggregate.version for kept in store.read_all(after=2)] == [3]

    def test_shows_a_late_commit_after_what_was_read_before_it(self, store: Any) -> None:
        # Told first by its id, committed last: nobody who has read on may miss it.
        store.append([fact(1, of="biology", fact_id="f" * 24)])
        number_all(store)
        store.append([fact(1, of="algebra", fact_id="0" * 24)])
        number_all(store)

        assert [kept.envelope.aggregate.id for kept in store.read_all(after=1)] == ["algebra"]


class TestNumber:
    def test_keeps_the_order_in_which_one_append_told(self, store: Any) -> None:
        told = [*history(3), *history(2, of="biology"), fact(1, of="chemistry")]
        store.append(told)
        number_all(store)

        assert [kept.envelope.id for kept in store.read_all()] == [one.id for one in told]

    def test_never_puts_a_version_before_an_earlier_one(self, store: Any) -> None:
        # Ids of another machine whose clock is behind: the second fact sorts before the first.
        store.append([fact(1, fact_id="f" * 24)])
        store.append([fact(2, fact_id="0" * 24)])
        number_all(store, most=1)

        assert [kept.envelope.aggregate.version for kept in store.read_all()] == [1, 2]

    def test_returns_nothing_when_nothing_waits(self, store: Any) -> None:
        assert store.number(most=10) == ()

    def test_returns_the_facts_with_their_positions(self, store: Any) -> None:
        told = history(3)
        store.append(told)

        first, rest = store.number(most=2), store.number(most=2)

        assert [one.envelope for one in (*first, *rest)] == told
        assert [one.position for one in (*first, *rest)] == [1, 2, 3]
        assert list(store.read_all()) == [*first, *rest]

    @pytest.mark.parametrize("most", [1, 2, 3, 4, 9])
    @pytest.mark.parametrize("ids", ["4321", "1423", "2413", "1243", "3124"])
    def test_keeps_a_history_in_order_whatever_its_ids(
        self, store: Any, most: int, ids: str
    ) -> None:
        for version, digit in enumerate(ids, start=1):
            store.append([fact(version, fact_id=digit * 24), fact(version, of="b")])
        number_all(store, most=most)

        found = list(store.read_all())
        assert [one.position for one in found] == list(range(1, 9))
        for of in ("algebra", "b"):
            mine = [one.envelope.aggregate for one in found if one.envelope.aggregate.id == of]
            assert [aggregate.version for aggregate in mine] == [1, 2, 3, 4]

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(
        appends=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4)), max_size=12),
        most=st.integers(1, 5),
    )
    def test_is_dense_and_keeps_each_history_in_order(self, appends: Any, most: int) -> None:
        store, versions = MemoryEventStore(), {}
        for of, length in appends:
            start = versions.get(of, 0)
            store.append([fact(start + step, of=of) for step in range(1, length + 1)])
            versions[of] = start + length
            store.number(most=most)
        number_all(store, most=most)

        everything = list(store.read_all())
        assert [kept.position for kept in everything] == list(range(1, sum(versions.values()) + 1))
        for of, length in versions.items():
            mine = [
                k.envelope.aggregate.version for k in everything if k.envelope.aggregate.id == of
            ]
            assert mine == list(range(1, length + 1))
