"""Look-ups answer the same, whether a collection is read at once or asked batch by batch."""

import pytest

from tests.scenarios.cutover import documents_of, generated, source_of
from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.converting import known

MAPPINGS = [
    (chapter.app, mapping)
    for chapter in chapters()
    for mapping in chapter.mappings
    if mapping.looks_up
]


@pytest.fixture(scope="module")
def library():
    return Library(source_of(generated(1500, seed=22, faults=0.6)), chapters())


@pytest.fixture(scope="module")
def documents(library):
    return documents_of(library.source)


class TestLookups:
    @pytest.mark.parametrize(
        "mapping", [it for _, it in MAPPINGS], ids=[f"{app}-{it.name}" for app, it in MAPPINGS]
    )
    def test_answer_alike_for_small_and_large_collections(
        self, library, documents, monkeypatch, mapping
    ):
        batches = batches_of(documents, mapping)
        at_once = answers_of(library, mapping, batches)
        monkeypatch.setattr(known, "_MOST_AT_ONCE", -1)

        assert answers_of(library, mapping, batches) == at_once


def batches_of(documents, mapping):
    all_of_them = [it for name in mapping.names for it in documents.get(name, ())]
    return [all_of_them[start : start + 40] for start in range(0, len(all_of_them), 40)]


def answers_of(library, mapping, batches):
    """Return what each batch is told about the keys it asks for."""
    lookups = known.Lookups(library, mapping)
    return [
        {
            (lookup.name, key): told(answers[lookup.name].get(key))
            for lookup in mapping.looks_up
            for key in known.keys_of(lookup, batch)
        }
        for batch in batches
        for answers in [lookups.answer(batch)]
    ]


def told(answer):
    """Return an answer without the order of what was gathered."""
    return sorted(map(repr, answer)) if isinstance(answer, list) else repr(answer)
