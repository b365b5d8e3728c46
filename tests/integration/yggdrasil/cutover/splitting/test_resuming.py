"""A task that is taken up again goes on as if it had never stopped."""

import copy
import random

import pytest

from tests.scenarios.cutover import all_documents, empty_all, generated, source_of
from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.homes.book import Checkpoint
from yggdrasil.cutover.homes.targets import BOOK, FINDINGS
from yggdrasil.cutover.progress import QUIET
from yggdrasil.cutover.splitting.filling import Filler
from yggdrasil.cutover.splitting.loading import advance
from yggdrasil.cutover.splitting.split import Split


class Keeper:
    """Keeps the works of a task, and how far it was after each."""

    def __init__(self, checkpoint):
        self.checkpoint = checkpoint
        self.works = []
        self.stops = []

    def put(self, work):
        advance(self.checkpoint, work, [])
        self.works.append((work.bodies, work.entries, work.changes, work.tallies))
        self.stops.append(copy.deepcopy(self.checkpoint))

    def close(self):
        """Hold on to nothing."""


@pytest.fixture
def library():
    documents = generated(1_200, seed=3, faults=0.9)
    first, *_, last = documents["users"]
    last["email"] = first["email"].upper()
    return Library(source_of(documents), chapters())


@pytest.fixture
def split(library):
    """Return a function that splits a task from a checkpoint on and returns what came of it."""
    filler = Filler(library, batch_size=40, progress=QUIET, say=lambda _line: None)

    def run(task, checkpoint):
        keeper = Keeper(checkpoint)
        filler.pass_over(task, filler.splitter(task, is_plan=False), checkpoint, keeper)
        return keeper

    return run


class TestATaskTakenUpAgain:
    def test_knows_whose_values_were_taken_before_it_stopped(self, library, split):
        found = set()
        for task in library.tasks():
            whole = split(task, Checkpoint(task.key))
            for done, stop in enumerate(whole.stops, 1):
                assert split(task, stop).works == whole.works[done:], (task.key, done)
            found |= {entry[2] for _, entries, *_ in whole.works[1:] for entry in entries}

        assert "email_taken" in found


class TestARunThatEndsBetweenTwoTasks:
    def test_goes_on_with_the_next_and_knows_whose_values_are_taken(self, empty_homes, monkeypatch):
        documents = generated(150, seed=3, faults=0.9)
        documents["news"] = documents["news_articles"][::2]
        whole, tasks = self.run(documents)

        for done in random.sample(range(tasks), 5):
            empty_all()
            with monkeypatch.context() as patch:
                patch.setattr(Filler, "_load", _ending_after(done, Filler._load))
                with pytest.raises(RuntimeError, match="ended"):
                    self.run(documents)

            assert self.run(documents)[0] == whole, done

    def run(self, documents):
        it = Split(source_of(documents), chapters(), batch_size=20)
        assert it.run().state == "verified"
        found = all_documents().items()
        kept = {place: some for place, some in found if place[1] not in {BOOK, FINDINGS}}
        return kept, len(list(it.library.tasks()))


def _ending_after(done, load):
    left = iter(range(done))

    def run(self, *task):
        if next(left, None) is None:
            raise RuntimeError("ended")
        return load(self, *task)

    return run
