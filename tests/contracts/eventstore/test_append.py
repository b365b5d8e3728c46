"""What every event store promises of an append."""

from typing import Any

import pytest

from tests.contracts.eventstore.conftest import fact, history
from yggdrasil.eventstore.store import Appended, StreamConflictError
from yggdrasil.eventstore.streams import BrokenBatchError


class TestAppend:
    def test_keeps_a_fact_as_it_was_told(self, store: Any) -> None:
        told = fact()

        store.append([told])

        assert list(store.read_stream(kind="courses.course", aggregate_id="algebra")) == [told]

    def test_of_nothing_keeps_nothing(self, store: Any) -> None:
        assert store.append([]) is Appended.APPENDED
        assert list(store.read_names(["courses.course.changed.v1"])) == []

    def test_again_with_the_same_facts_is_already_applied(
        self, store: Any, stream_versions: Any
    ) -> None:
        told = history(3)
        store.append(told)

        assert store.append(told) is Appended.ALREADY_APPLIED
        assert stream_versions(store, "algebra") == [1, 2, 3]

    def test_again_after_more_was_told_is_still_already_applied(
        self, store: Any, stream_versions: Any
    ) -> None:
        told = history(2)
        store.append(told)
        store.append([fact(3)])

        assert store.append(told) is Appended.ALREADY_APPLIED
        assert stream_versions(store, "algebra") == [1, 2, 3]

    def test_of_some_kept_and_some_new_facts_keeps_none_of_the_new(
        self, store: Any, stream_versions: Any
    ) -> None:
        told = history(2)
        store.append(told)

        with pytest.raises(StreamConflictError):
            store.append([*told, fact(3)])

        assert stream_versions(store, "algebra") == [1, 2]

    def test_of_a_taken_version_names_the_actual_one(self, store: Any) -> None:
        store.append(history(3))

        with pytest.raises(StreamConflictError) as conflict:
            store.append([fact(2)])

        assert conflict.value.actual_version == 3

    def test_of_what_was_decided_on_an_older_version_is_refused(self, store: Any) -> None:
        store.append(history(1))
        read = len(list(store.read_stream(kind="courses.course", aggregate_id="algebra")))
        store.append([fact(read + 1)])

        with pytest.raises(StreamConflictError):
            store.append([fact(read + 1)])

    def test_refuses_a_hole_before_the_fact(self, store: Any) -> None:
        store.append(history(1))

        with pytest.raises(StreamConflictError) as conflict:
            store.append([fact(3)])

        assert conflict.value.actual_version == 1

    def test_refuses_a_hole_within_the_batch(self, store: Any) -> None:
        with pytest.raises(BrokenBatchError):
            store.append([fact(1), fact(3)])

    def test_of_several_aggregates_is_all_or_nothing(
        self, store: Any, stream_versions: Any
    ) -> None:
        store.append(history(1, of="biology"))

        with pytest.raises(StreamConflictError):
            store.append([*history(2, of="algebra"), fact(1, of="biology")])

        assert stream_versions(store, "algebra") == []
        assert stream_versions(store, "biology") == [1]

    def test_of_several_aggregates_keeps_all(self, store: Any, stream_versions: Any) -> None:
        store.append([*history(2, of="algebra"), *history(3, of="biology")])

        assert stream_versions(store, "algebra") == [1, 2]
        assert stream_versions(store, "biology") == [1, 2, 3]
