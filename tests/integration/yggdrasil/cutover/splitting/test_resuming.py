"""A task that is taken up again goes on as if it had never stopped."""

import copy

import pytest

from tests.scenarios.cutover import generated, source_of
from yggdrasil.cutover.catalogue import Library, chapters
from yggdrasil.cutover.homes.book import Checkpoint
from yggdrasil.cutover.progress import QUIET
from yggdrasil.cutover.splitting.filling import Filler
from yggdrasil.cutover.splitting.loading import advance


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
