"""What an operator types: each mistake is one sentence, and nothing is done."""

import json
import os
import signal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from pymongo import MongoClient

from tests.scenarios.cutover import (
    SAMPLE,
    all_documents,
    collection_of,
    count_of,
    differences,
    documents_of,
)
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.sources.mongodb import MongodbSource
from yggdrasil.cutover.splitting.filling import Filler

URI = connections["default"].settings_dict["HOST"]


@pytest.fixture(autouse=True)
def _clean(empty_homes):
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def live():
    """Return the name of a live database that holds the sample."""
    name = f"predecessor_{os.getpid()}"
    with MongoClient(URI) as client:
        client.drop_database(name)
        source = FolderSource(SAMPLE)
        for collection, documents in documents_of(source).items():
            client[name][collection].insert_many(documents)
        source.close()
        yield name
        client.drop_database(name)
        client.drop_database(f"{name}_back")


def split(**options):
    out = StringIO()
    call_command("split_databases", stdout=out, stderr=out, **options)
    return out.getvalue()


def merge(**options):
    out = StringIO()
    call_command("merge_databases", stdout=out, stderr=out, **options)
    return out.getvalue()


class TestSplitDatabases:
    def test_splits_a_folder_and_writes_a_report(self, tmp_path):
        report = tmp_path / "report.json"

        said = split(source_dir=str(SAMPLE), report=str(report))

        told = json.loads(report.read_text("utf-8"))
        assert "Verified" in said
        assert told["state"] == "verified"
        assert told["summary"]["documents_read"] == 26
        assert told["figures"]["enrollments"]["students_by_cohorts_at_once"] == {
            "0": 2,
            "1": 1,
            "2": 1,
        }
        assert {it["collection"] for it in told["homes"] if it["verified"]} >= {"accounts"}
        assert told["unknown"]["chats"]["documents"] == 1
        assert told["findings"][0]["app"] == "accounts"

    def test_splits_a_live_database(self, live):
        said = split(source_uri=URI, source_db=live)

        assert "Verified" in said
        assert count_of("default", "accounts") == 7

    def test_says_that_there_is_nothing_to_do(self, live):
        split(source_uri=URI, source_db=live)

        assert "Nothing to do" in split(source_uri=URI, source_db=live)

    def test_plans_without_writing(self, tmp_path):
        before = all_documents()

        said = split(source_dir=str(SAMPLE), dry_run=True, report=str(tmp_path / "plan.json"))

        assert "Nothing was written" in said
        assert all_documents() == before
        assert json.loads((tmp_path / "plan.json").read_text("utf-8"))["state"] == "planned"

    def test_names_passwords_nowhere(self, tmp_path):
        report = tmp_path / "report.json"

        split(source_dir=str(SAMPLE), report=str(report))

        assert "$2b$" not in report.read_text("utf-8")


class TestAWrongArgument:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({}, "No predecessor is named: give --source-uri and --source-db"),
            (
                {"source_dir": str(SAMPLE), "source_uri": URI, "source_db": "x"},
                "Two predecessors are named",
            ),
            ({"source_dir": "/nowhere"}, "There is no folder /nowhere"),
            ({"source_uri": URI}, "--source-db is missing"),
            ({"source_uri": URI, "source_db": "nothing"}, "There is no database 'nothing'"),
            ({"source_uri": URI, "source_db": "a b"}, "cannot be the name of a database"),
            ({"source_uri": "http://x", "source_db": "x"}, "is not a MongoDB URI"),
            (
                {"source_uri": "mongodb://u:secret@127.0.0.1:1/", "source_db": "x"},
                "127.0.0.1:1, cannot be used: it does not answer",
            ),
            ({"source_dir": str(SAMPLE), "batch_size": "0"}, "--batch-size is wrong: '0'"),
            ({"source_dir": str(SAMPLE), "batch_size": "many"}, "--batch-size is wrong: 'many'"),
            (
                {"source_dir": str(SAMPLE), "report": "/nowhere/report.json"},
                "The report cannot be written to /nowhere/report.json",
            ),
            ({"source_dir": str(SAMPLE), "report": "/tmp"}, "The report cannot be written"),  # noqa: S108
        ],
    )
    def test_is_one_sentence(self, options, sentence, monkeypatch):
        monkeypatch.setattr("yggdrasil.cutover.sources.connecting._PATIENCE_MILLISECONDS", 200)

        with pytest.raises(CommandError) as refusal:
            split(**options)

        assert sentence in str(refusal.value)
        assert "secret" not in str(refusal.value)
        assert count_of("default", "accounts") == 0

    def test_of_a_folder_without_files_says_what_belongs_there(self, tmp_path):
        with pytest.raises(CommandError, match=r"holds no <collection>\.jsonl file"):
            split(source_dir=str(tmp_path))

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("{", r"users\.jsonl, line 2: not Extended JSON"),
            ("[1]", r"users\.jsonl, line 2: not Extended JSON: it is not an object"),
            ('{"email": "a@b"}', r"users\.jsonl, line 2: the document has no _id"),
            ('{"_id": {"$oid": "x"}}', r"users\.jsonl, line 2: not Extended JSON"),
            ('{"_id": 1}', r"users\.jsonl, line 2: its _id is that of an earlier line"),
        ],
    )
    def test_within_a_file_names_the_line(self, tmp_path, line, sentence):
        (tmp_path / "users.jsonl").write_text(f'{{"_id": 1}}\n{line}\n', "utf-8")

        with pytest.raises(CommandError, match=sentence):
            split(source_dir=str(tmp_path))

    def test_that_names_a_home_as_the_source_is_refused(self):
        home = connections["news"].settings_dict["NAME"]

        with pytest.raises(CommandError, match="is the home 'news' itself"):
            split(source_uri=URI, source_db=home)

    def test_of_homes_in_use_names_home_and_collection(self):
        collection_of("planning", "locations").insert_one({"name": "Room 1"})

        with pytest.raises(CommandError, match=r"planning.*collection locations"):
            split(source_dir=str(SAMPLE))


class TestInterruption:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_ends_cleanly_and_says_how_to_go_on(self, number, monkeypatch):
        out = StringIO()
        load = Filler.load

        def interrupted(self, alias, *others):
            if alias == "news":
                os.kill(os.getpid(), number)
            return load(self, alias, *others)

        with monkeypatch.context() as patch:
            patch.setattr(Filler, "load", interrupted)
            with pytest.raises(SystemExit) as end:
                call_command("split_databases", source_dir=str(SAMPLE), stdout=out, stderr=out)

        assert end.value.code == 130
        assert "Run the same command again" in out.getvalue()
        assert "Going on where an earlier run stopped" in split(source_dir=str(SAMPLE))


class TestMergeDatabases:
    def test_writes_a_live_database(self, live):
        split(source_uri=URI, source_db=live)

        said = merge(target_uri=URI, target_db=f"{live}_back")

        before, after = (MongodbSource(uri=URI, database=name) for name in (live, f"{live}_back"))
        left = {"chats", "sessions"}
        documents = {k: v for k, v in documents_of(before).items() if k not in left}
        assert "Verified" in said
        assert differences(documents, documents_of(after)) == []
        before.close()
        after.close()

    def test_refuses_a_database_that_is_not_empty(self, live):
        split(source_dir=str(SAMPLE))

        with pytest.raises(CommandError, match="is not empty: it has a collection chats"):
            merge(target_uri=URI, target_db=live)

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({}, "No target is named"),
            ({"target_dir": "/x", "target_db": "x"}, "Two targets are named"),
            ({"target_uri": URI}, "--target-db is missing"),
            ({"target_dir": "/nowhere/at/all"}, "cannot be written to"),
        ],
    )
    def test_refuses_wrong_arguments(self, options, sentence):
        with pytest.raises(CommandError, match=sentence):
            merge(**options)

    def test_refuses_a_home_as_its_target(self):
        home = connections["news"].settings_dict["NAME"]

        with pytest.raises(CommandError, match="is the home 'news' itself"):
            merge(target_uri=URI, target_db=home)

    def test_writes_a_folder_and_a_report(self, tmp_path):
        split(source_dir=str(SAMPLE))

        said = merge(target_dir=str(tmp_path / "back"), report=str(tmp_path / "report.json"))

        told = json.loads((tmp_path / "report.json").read_text("utf-8"))
        assert "Not carried back: enrollment.seats (2)" in said
        assert told["state"] == "verified"
        assert told["collections"]["users"]["written"]["count"] == 7
        assert not (tmp_path / "back" / ".yggdrasil-merge.json").exists()
