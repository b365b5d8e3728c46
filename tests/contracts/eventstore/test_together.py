"""What every event store promises of facts that are told together: all of them, side by side."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from tests.contracts.eventstore.conftest import MORNING, emptied, fact, history
from tests.contracts.eventstore.test_concurrency import at_once
from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.store import Appended, StreamConflictError

CHANGED, PUBLISHED = "courses.course.changed.v1", "courses.course.published.v1"
OFTEN = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

# Facts of each aggregate in a commit, and the first digit of its ids: clocks differ.
commits = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcd"), st.integers(1, 3), min_size=1), st.integers(0, 9)
    ),
    max_size=8,
)


class Teller:
    """Makes commits about some aggregates, each where the last one ended."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}
        self.told: list[list[Envelope]] = []

    def commit(self, lengths: dict[str, int], digit: int = 0) -> list[Envelope]:
        """Return the next facts of some aggregates."""
        told = []
        for of, length in lengths.items():
            for _ in range(length):
                self.versions[of] = self.versions.get(of, 0) + 1
                fact_id = f"{digit}{len(self.told):05}{len(told):018}"
                told.append(fact(self.versions[of], of=of, fact_id=fact_id))
        self.told.append(told)
        return told


def number_all(store: Any, *, most: int = 100) -> None:
    while store.number(most=most):
        pass


class TestNumber:
    @OFTEN
    @given(told=commits, most=st.integers(1, 9), pauses=st.sets(st.integers(0, 7)))
    def test_leaves_the_facts_of_a_commit_side_by_side(
        self, store: Any, told: Any, most: int, pauses: set[int]
    ) -> None:
        teller, store = Teller(), emptied(store)
        for place, (lengths, digit) in enumerate(told):
            store.append(teller.commit(lengths, digit))
            if place in pauses:
                store.number(most=most)
        number_all(store, most=most)

        kept = list(store.read_all())
        assert [one.position for one in kept] == list(range(1, len(kept) + 1))
        ids = [one.envelope.id for one in kept]
        for commit in teller.told:
            first = ids.index(commit[0].id)
            assert ids[first : first + len(commit)] == [one.id for one in commit]
        for of, version in teller.versions.items():
            mine = [one.envelope.aggregate for one in kept if one.envelope.aggregate.id == of]
            assert [one.version for one in mine] == list(range(1, version + 1))

    def test_puts_a_commit_after_all_that_its_aggregates_told_before(self, store: Any) -> None:
        store.append([fact(1, of="ada", fact_id="9" * 24)])
        store.append([fact(1, of="ben", fact_id="8" * 24)])
        store.append([fact(2, of="ben", fact_id="1" * 24), fact(2, of="ada", fact_id="0" * 24)])
        number_all(store, most=1)

        kept = [one.envelope.aggregate for one in store.read_all()]
        assert [(one.id, one.version) for one in kept[2:]] == [("ben", 2), ("ada", 2)]


class TestReadAll:
    @OFTEN
    @given(
        sizes=st.lists(st.integers(1, 5), min_size=1, max_size=6),
        after=st.integers(0, 12),
        until=st.one_of(st.none(), st.integers(0, 32)),
        limit=st.one_of(st.none(), st.integers(1, 6)),
        names=st.sampled_from([(), (CHANGED,), (PUBLISHED,), (CHANGED, PUBLISHED)]),
    )
    def test_may_begin_and_end_in_the_middle_of_a_commit(
        self, store: Any, sizes: Any, after: int, until: Any, limit: Any, names: Any
    ) -> None:
        store, told = emptied(store), []
        for number, size in enumerate(sizes):
            name = (CHANGED, PUBLISHED)[number % 2]
            commit = history(size, of=str(number))
            commit[-1] = replace(commit[-1], name=name)
            store.append(commit)
            number_all(store)
            told += commit

        found = list(store.read_all(after=after, until=until, limit=limit, names=names))

        wanted = list(enumerate(told, start=1))[after : len(told) if until is None else until]
        wanted = [(at, one) for at, one in wanted if not names or one.name in names][:limit]
        assert [(one.position, one.envelope) for one in found] == wanted

    def test_never_shows_half_of_a_commit(self, store: Any) -> None:
        size, rounds = 7, 30

        def write() -> None:
            for number in range(rounds):
                store.append([fact(1, of=f"{number} {part}") for part in range(size)])
                store.number(most=3)

        with ThreadPoolExecutor(1) as pool:
            writing, seen = pool.submit(write), {0}
            while not writing.done():
                seen.add(sum(1 for _ in store.read_all()))
        writing.result()

        assert all(count % size == 0 for count in seen)
        assert store.head() == size * rounds


class TestAppend:
    def test_of_1200_facts_keeps_all_in_order(self, store: Any) -> None:
        told = [*history(400), *history(500, of="biology"), *history(300, of="chemistry")]

        assert store.append(told) is Appended.APPENDED
        number_all(store)

        assert [one.envelope for one in store.read_all()] == told
        assert store.append(told) is Appended.ALREADY_APPLIED

    def test_of_1200_facts_of_which_the_last_is_in_the_way_keeps_none(
        self, store: Any, stream_versions: Any
    ) -> None:
        store.append([fact(1, of="zoology")])

        with pytest.raises(StreamConflictError) as conflict:
            store.append([*history(1_199), fact(1, of="zoology")])

        assert conflict.value.aggregate.id == "zoology"
        assert stream_versions(store, "algebra") == []

    def test_of_large_facts_keeps_them(self, store: Any) -> None:
        told = [replace(one, payload={"text": "x" * 3_000_000}) for one in history(4)]

        store.append(told)

        assert list(store.read_stream(kind="courses.course", aggregate_id="algebra")) == told

    def test_keeps_what_comes_from_several_requests_as_it_is(self, store: Any) -> None:
        origins = [
            {},
            {"correlation_id": "another"},
            {"causation_id": "cause", "actor_id": "ada"},
            {"source": "elsewhere", "occurred_at": MORNING - timedelta(days=3)},
            {"occurred_at": MORNING + timedelta(milliseconds=1)},
        ]
        pairs = zip(history(len(origins)), origins, strict=True)
        told = [replace(one, **own) for one, own in pairs]
        store.append(told)
        number_all(store)

        assert [one.envelope for one in store.read_all()] == told

    def test_to_overlapping_aggregates_at_once_leaves_no_hole_and_no_half(
        self, store: Any, stream_versions: Any
    ) -> None:
        ring = "abcdef"
        store.append([fact(1, of=of) for of in ring])
        calls: list[Callable[[], Any]] = []
        for left, right in (*pairwise(ring), ("a", "f")):
            both: Sequence[Envelope] = [fact(2, of=left), fact(2, of=right)]
            calls.append(lambda both=both: store.append(both) and (both[0], both[1]))

        kept = [pair for pair in at_once(*calls) if pair != "conflict"]

        changed = sorted(one.aggregate.id for pair in kept for one in pair)
        assert kept
        assert len(set(changed)) == len(changed)
        for of in ring:
            assert stream_versions(store, of) == ([1, 2] if of in changed else [1])


class TestReadNames:
    @OFTEN
    @given(
        told=st.lists(
            st.lists(
                st.tuples(st.sampled_from([CHANGED, PUBLISHED]), st.integers(0, 200)),
                min_size=1,
                max_size=4,
            ),
            max_size=6,
        ),
        since=st.one_of(st.none(), st.integers(0, 200)),
        until=st.one_of(st.none(), st.integers(0, 200)),
        limit=st.integers(1, 20),
    )
    def test_gives_the_newest_of_all_commits(
        self, store: Any, told: Any, since: Any, until: Any, limit: int
    ) -> None:
        store, everything = emptied(store), []
        for place, commit in enumerate(told):
            facts = [
                fact(version, of=str(place), name=name, minute=minute)
                for version, (name, minute) in enumerate(commit, start=1)
            ]
            store.append(facts)
            everything += facts
        window = {
            key: MORNING + timedelta(minutes=minute)
            for key, minute in (("since", since), ("until", until))
            if minute is not None
        }

        found = list(store.read_names([CHANGED], **window, limit=limit))

        wanted = [
            one
            for one in everything
            if one.name == CHANGED
            and window.get("since", one.occurred_at) <= one.occurred_at
            and ("until" not in window or one.occurred_at < window["until"])
        ]
        wanted.sort(key=lambda one: (one.occurred_at, one.id), reverse=True)
        assert found == wanted[:limit]
