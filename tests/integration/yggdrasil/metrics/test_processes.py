"""What several processes of one machine count, added up."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

COUNT = (
    "from yggdrasil.cqrs.metrics import COMMAND_SECONDS;"
    "COMMAND_SECONDS.labels('school.ring_bell', 'done').observe(0.5)"
)
SHOW = "import os, config.settings.main; print('PROMETHEUS_MULTIPROC_DIR' in os.environ)"
SUM = 'yggdrasil_command_seconds_count{command="school.ring_bell",outcome="done"}'


def python(code: str, folder: str) -> str:
    """Run a program of its own that is told the folder."""
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": folder}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.usefixtures("homes")
class TestMetrics:
    def test_are_the_sum_where_a_folder_is_named(self, tmp_path: Path, settings: Any) -> None:
        for _ in range(3):
            python(COUNT, str(tmp_path))
        settings.YGGDRASIL = {**settings.YGGDRASIL, "FIGURES_FOLDER": str(tmp_path)}

        page = Client().get("/metrics").content.decode()

        assert f"{SUM} 3.0" in page
        assert "yggdrasil_facts_pending" in page

    def test_are_those_of_one_process_where_none_is(self) -> None:
        page = Client().get("/metrics").content.decode()

        assert SUM not in page
        assert "python_info" in page


class TestFolder:
    def test_that_is_named_is_made(self, tmp_path: Path) -> None:
        folder = tmp_path / "run" / "figures"

        assert python(SHOW, str(folder)) == "True"
        assert folder.is_dir()

    def test_of_no_name_is_none(self) -> None:
        assert python(SHOW, "") == "False"
