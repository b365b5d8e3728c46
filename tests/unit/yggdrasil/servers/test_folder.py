from pathlib import Path

import pytest

from yggdrasil.servers.folder import (
    DiskFullError,
    FolderBusyError,
    FolderNotUsableError,
    held,
    open_folder,
)


class TestOpenFolder:
    def test_makes_the_folder(self, tmp_path):
        open_folder(tmp_path / "mongodb" / "data", room_bytes=0)

        assert (tmp_path / "mongodb" / "data").is_dir()

    def test_leaves_nothing_in_it(self, tmp_path):
        open_folder(tmp_path, room_bytes=0)

        assert list(tmp_path.iterdir()) == []

    def test_refuses_a_file_in_its_place(self, tmp_path):
        in_the_way = tmp_path / "data"
        in_the_way.write_text("not a folder")

        with pytest.raises(FolderNotUsableError, match=r"data cannot be written: File exists\."):
            open_folder(in_the_way, room_bytes=0)

    def test_refuses_where_nobody_may_write_not_even_root(self):
        with pytest.raises(FolderNotUsableError, match="cannot be written"):
            open_folder(Path("/proc/yggdrasil"), room_bytes=0)

    def test_refuses_a_disk_without_room(self, tmp_path):
        with pytest.raises(DiskFullError, match=r"MB free; 953674316 MB are needed\."):
            open_folder(tmp_path, room_bytes=10**15)


class TestHeld:
    def test_keeps_others_waiting(self, tmp_path):
        refused = pytest.raises(FolderBusyError, match="wait for it or end it")

        with held(tmp_path), refused, held(tmp_path, patience_seconds=0):
            pass

    def test_lets_the_next_one_in(self, tmp_path):
        with held(tmp_path):
            pass
        with held(tmp_path, patience_seconds=0):
            pass

    def test_explains_a_folder_that_takes_no_lock(self, tmp_path):
        refused = pytest.raises(FolderNotUsableError, match="lock cannot be written")

        with refused, held(tmp_path / "missing"):
            pass
