"""Production does not start with a key that somebody could guess."""

import os
import subprocess
import sys

import pytest

from config.env import ROOT

DEVELOPMENT_KEY = "development-only-" + "k" * 50


def start(key):
    surroundings = {
        **os.environ,
        "YGGDRASIL_ENV": "production",
        "ALLOWED_HOSTS": "school.example",
        "SECRET_KEY": key,
    }
    command = [sys.executable, "-c", "import config.settings.security"]
    return subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )


class TestSecretKey:
    @pytest.mark.parametrize("key", ["short", "ab" * 40, DEVELOPMENT_KEY])
    def test_that_is_weak_stops_production(self, key):
        told = start(key)

        assert told.returncode == 1
        assert "SECRET_KEY is wrong" in told.stderr

    def test_that_is_long_and_mixed_lets_it_start(self):
        assert start("aB3dE-fG7hJ9kLmN0pQ" * 3).returncode == 0
