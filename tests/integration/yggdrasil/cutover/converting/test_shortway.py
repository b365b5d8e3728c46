"""Documents with nothing odd about them go a short way, and become what the long way makes."""

from dataclasses import replace

import pytest
from bson import ObjectId

from tests.scenarios.cutover import generated, source_of
from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.converting import shortway
from yggdrasil.cutover.converting.layout import Layout
from yggdrasil.cutover.converting.splitter import Splitter
from yggdrasil.cutover.converting.uniques import Claims
from yggdrasil.cutover.mapping.collection import CollectionMapping
from yggdrasil.cutover.mapping.documents import decode
from yggdrasil.cutover.progress import QUIET

COLLECTIONS = ("events", "event_attendance")


def splitter_of(documents, collection, **changes):
    """Return what splits a collection, its mapping changed."""
    library = Library(source_of(documents), chapters())
    task = next(
        task for task in library.tasks() if task.collection == collection and task.mapping.leads
    )
    mapping: CollectionMapping = replace(task.mapping, **changes)
    task = replace(task, mapping=mapping)
    claims = Claims(library, task, is_plan=True)
    claims.hear_all(QUIET)
    return library, Splitter(library, task, claims)


def works_of(documents, collection, **changes):
    library, splitter = splitter_of(documents, collection, **changes)
    return [
        (work.bodies, work.origins, work.entries, work.changes, work.tallies, work.read)
        for batch in library.source.read(collection, size=70)
        for work in splitter.split(batch)
    ]


@pytest.mark.parametrize("collection", COLLECTIONS)
class TestTheShortWay:
    @pytest.mark.parametrize("faults", [0.02, 0.9])
    @pytest.mark.parametrize("most", [50_000, 40], ids=["read once", "asked by batches"])
    def test_makes_what_the_long_way_makes(self, collection, faults, most, monkeypatch):
        monkeypatch.setattr(shortway, "_MOST_ANSWERS", most)
        documents = generated(1_500, seed=7, faults=faults)

        short = works_of(documents, collection)

        assert short == works_of(documents, collection, shortcut=None)

    def test_takes_most_documents(self, collection):
        documents = generated(1_500, seed=7, faults=0.02)
        library, splitter = splitter_of(documents, collection)

        made = [
            it
            for batch in library.source.read(collection)
            for it in splitter._short_way.take(batch.bodies)
        ]

        assert sum(it is not None for it in made) > len(made) * 0.9

    def test_minds_no_order_of_fields(self, collection):
        documents = generated(600, seed=8, faults=0.1)
        documents[collection] = [
            dict(reversed(document.items())) for document in documents[collection]
        ]

        short = works_of(documents, collection)

        assert short == works_of(documents, collection, shortcut=None)

    def test_is_left_where_it_differs_from_the_long_way(self, collection, caplog):
        documents = generated(600, seed=9, faults=0.02)
        _, splitter = splitter_of(documents, collection)
        honest = splitter.mapping.shortcut

        def lie(known, values):
            derived = honest.derive(known, values)
            return derived._replace(tallies=[("a lie",)] * len(derived.tallies))

        lying = works_of(documents, collection, shortcut=replace(honest, derive=lie))

        assert lying == works_of(documents, collection, shortcut=None)


class TestALayout:
    def test_copies_what_it_does_not_derive(self):
        documents = generated(200, faults=0)
        library, splitter = splitter_of(documents, "event_attendance")
        body = next(library.source.read("event_attendance")).bodies[0]
        ((made, _),) = splitter._short_way.take([body])

        old, new = decode(body), decode(made)

        assert [new["_id"], new["event_id"], new["notes"]] == [
            old["_id"],
            old["eventId"],
            old["notes"],
        ]

    def test_is_not_made_for_documents_that_lack_a_field(self):
        row = {"_id": ObjectId(), "eventId": ObjectId(), "studentId": ObjectId()}
        documents = {**generated(200), "event_attendance": [row]}
        library, splitter = splitter_of(documents, "event_attendance")
        body = next(library.source.read("event_attendance")).bodies[0]

        assert splitter._short_way.take([body]) == [None]
        assert not any(isinstance(it, Layout) for it in splitter._short_way._layouts)
