"""A run that is killed, at whatever moment, goes on where it stopped."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from scripts.predecessor.making import write
from scripts.predecessor.size import Size
from tests.scenarios.cutover import all_documents, empty_all
from yggdrasil.cutover.homes.targets import collection_of
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.splitting.report import findings_of

ROOT = Path(__file__).parents[5]
PROGRAM = "tests.programs.cutover"


@pytest.fixture
def folder(tmp_path):
    write(Size(documents=250, seed=5, faults=0.3, is_indexed=False), tmp_path, is_older=True)
    return tmp_path


def run_and_kill(folder, kills):
    names = {alias: connections[alias].settings_dict["NAME"] for alias in settings.DATABASES}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.programs.cutover",
            folder,
            json.dumps(names),
            json.dumps(kills),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


class TestARunThatIsKilled:
    def test_at_ten_random_points_still_ends_verified(self, empty_homes, folder, split):
        kills = [random.randint(1, 25) for _ in range(10)]

        outcome = run_and_kill(folder, kills)

        assert outcome["deaths"] == 10, kills
        assert outcome["state"] == "verified", (kills, outcome)

    def test_leaves_what_an_undisturbed_run_leaves(self, empty_homes, folder, split):
        killed = run_and_kill(folder, [9, 14, 3])
        homes = _without_book(all_documents())
        empty_all()

        outcome = split(FolderSource(folder), batch_size=7)

        assert _without_book(all_documents()) == homes
        assert len(list(findings_of(outcome))) == killed["findings"]

    def test_goes_on_within_either_spelling_of_a_collection(self, empty_homes, folder, split):
        lines = (folder / "news_articles.jsonl").read_text().splitlines()
        others = [
            it.replace('"_id"', '"odd"').replace("{", f'{{"_id": "{number}", ', 1)
            for number, it in enumerate(lines)
        ]
        (folder / "news.jsonl").write_text("\n".join([*lines[::3], *others]))

        outcome = run_and_kill(folder, [random.randint(1, 30) for _ in range(6)])
        homes = _without_book(all_documents())
        empty_all()
        split(FolderSource(folder), batch_size=7)

        assert outcome["state"] == "verified"
        assert _without_book(all_documents()) == homes

    def test_gives_back_the_indexes_it_had_set_aside(self, empty_homes, folder, split, monkeypatch):
        monkeypatch.setattr("yggdrasil.cutover.splitting.indexes.WORTHWHILE", 1)
        attendance = collection_of("planning", "event_attendance")
        before = set(attendance.index_information())
        source = FolderSource(folder)
        with monkeypatch.context() as patch:
            patch.setattr("yggdrasil.cutover.splitting.finishing.put_back", _fail)
            with pytest.raises(RuntimeError, match="killed"):
                split(source)

        split(source)

        assert set(attendance.index_information()) == before


def _fail(*_):
    raise RuntimeError("killed")


def _without_book(documents):
    return {place: found for place, found in documents.items() if place[1] not in _BOOK}


_BOOK = {"cutover", "cutover_findings"}
