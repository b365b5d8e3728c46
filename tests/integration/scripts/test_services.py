import subprocess
import sys

import pytest

from config.env import ROOT


@pytest.mark.parametrize("words", [(), ("--",)], ids=["nothing", "dashes"])
def test_running_no_command_is_refused_before_any_server_starts(words, tmp_path):
    command = [sys.executable, "-m", "scripts.services", "--local", str(tmp_path), "run", *words]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "name a command" in done.stderr
    assert not list(tmp_path.iterdir())
