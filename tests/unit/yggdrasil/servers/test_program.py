import json
from pathlib import Path

import pytest

from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.program import NotReadyError, address
from yggdrasil.servers.redis import Redis


def command(program):
    return program.command(binary=Path("/bin/server"), data=Path("/data"), port=27301)


def value_after(words, option):
    return words[words.index(option) + 1]


class TestCommand:
    def test_keeps_mongodb_on_loopback_uncompressed_and_small(self):
        words = command(MongoDB())

        assert value_after(words, "--bind_ip") == "127.0.0.1"
        assert value_after(words, "--networkMessageCompressors") == "disabled"
        assert value_after(words, "--wiredTigerCacheSizeGB") == "0.5"
        assert "--replSet" in words

    def test_lets_only_tests_order_failures(self):
        assert "enableTestCommands=1" not in command(MongoDB())
        assert "enableTestCommands=1" in command(MongoDB(for_tests=True))

    def test_lets_nothing_expire_while_tests_hold_another_clock(self):
        assert "ttlMonitorEnabled=false" in command(MongoDB(for_tests=True))
        assert "ttlMonitorEnabled=false" not in command(MongoDB())

    def test_keeps_redis_on_loopback_on_disk_and_complete(self):
        words = command(Redis())

        assert value_after(words, "--bind") == "127.0.0.1"
        assert value_after(words, "--appendonly") == "yes"
        assert value_after(words, "--maxmemory-policy") == "noeviction"


class TestExplain:
    def test_quotes_the_grave_lines_of_mongod(self):
        entries = [
            {"s": "I", "msg": "MongoDB starting"},
            {"s": "E", "msg": "Failed to set up", "attr": {"error": "DBPathInUse: in use"}},
            {"s": "I", "msg": "Shutting down"},
        ]

        reason = MongoDB().explain(log="\n".join(map(json.dumps, entries)))

        assert reason == "Failed to set up: DBPathInUse: in use"

    def test_quotes_the_words_of_its_storage_alone(self):
        words = {"ts_sec": 1, "session_name": "connection", "msg": "__wt_turtle_read:609: fatal"}
        entry = {"s": "E", "msg": "WiredTiger error message", "attr": {"message": words}}

        reason = MongoDB().explain(log=json.dumps(entry))

        assert reason == "WiredTiger error message: __wt_turtle_read:609: fatal"

    def test_quotes_the_last_lines_of_anything_else(self):
        log = "one\n\ntwo\nthree\nerror while loading shared libraries\n"

        reason = "two | three | error while loading shared libraries"
        assert MongoDB().explain(log=log) == reason
        assert Redis().explain(log=log) == reason

    @pytest.mark.parametrize("program", [MongoDB(), Redis()], ids=["mongodb", "redis"])
    def test_admits_that_nothing_was_written(self, program):
        assert program.explain(log="\n") == "it wrote nothing"


class TestAddress:
    @pytest.mark.parametrize(
        ("uri", "hosts"),
        [
            ("mongodb://localhost:27017", "localhost:27017"),
            ("mongodb://anna:p%40ss@one:1,two:2/admin?replicaSet=x", "one:1,two:2"),
            ("redis://:secret@cache:6379/0", "cache:6379"),
            ("nonsense", "?"),
        ],
    )
    def test_hides_who_signs_in(self, uri, hosts):
        assert address(uri) == hosts


class TestCheck:
    @pytest.mark.parametrize("uri", ["mongodb://127.0.0.1:99999/", "mongodb://u:p%zz@host/"])
    def test_refuses_an_address_that_is_none(self, uri):
        with pytest.raises(NotReadyError, match="no MongoDB answers"):
            MongoDB().check(uri=uri)
