"""A mapping that reads some fields makes the same of them as of whole documents."""

import pytest

from tests.scenarios.cutover import generated, source_of
from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.mapping.documents import decode
from yggdrasil.cutover.progress import QUIET
from yggdrasil.cutover.splitting.filling import Filler

NARROW = [
    (chapter.app, mapping.name)
    for chapter in chapters()
    for mapping in chapter.mappings
    if mapping.reads is not None
]


@pytest.fixture(scope="module")
def library():
    return Library(source_of(generated(1500, seed=21, faults=0.8)), chapters())


class TestReading:
    def test_is_narrowed_by_no_mapping_that_carries_the_rest(self):
        leading = [it for chapter in chapters() for it in chapter.mappings if it.leads]

        assert [it.fields for it in leading] == [()] * len(leading)

    @pytest.mark.parametrize(("app", "name"), NARROW)
    def test_gives_what_is_asked_for_and_no_more(self, library, app, name):
        task = task_of(library, app, name)
        wanted = {"_id", *task.mapping.owns, *task.mapping.reads}

        batches = filler_of(library).batches(task)

        assert all(decode(it).keys() <= wanted for batch in batches for it in batch.bodies)

    @pytest.mark.parametrize(("app", "name"), NARROW)
    def test_leaves_out_nothing_that_matters(self, library, app, name):
        task = task_of(library, app, name)
        whole = library.source.read(task.collection, size=50)

        assert outcome_of(library, task, whole) == outcome_of(
            library, task, filler_of(library).batches(task)
        )


def task_of(library, app, name):
    return next(it for it in library.tasks() if (it.chapter.app, it.mapping.name) == (app, name))


def filler_of(library):
    return Filler(library, batch_size=50, progress=QUIET, say=lambda _line: None)


def outcome_of(library, task, batches):
    splitter = filler_of(library).splitter(task, is_plan=False)
    return [
        (work.bodies, work.entries, work.changes, work.tallies)
        for batch in batches
        for work in splitter.split(batch)
    ]
