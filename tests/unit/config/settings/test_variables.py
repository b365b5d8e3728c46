"""A wrong variable stops the start with one sentence that names it."""

import os
import subprocess
import sys

import pytest

from config.env import ROOT


def start(**variables):
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.main"],
        cwd=ROOT,
        env={**os.environ, "YGGDRASIL_ENV": "test", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONGODB_MAX_POOL_SIZE", "-1"),
        ("MONGODB_SELECTION_TIMEOUT_MS", "0"),
        ("MONGODB_SOCKET_TIMEOUT_MS", "-5"),
        ("MONGODB_URI", "mongodb://127.0.0.1:99999/"),
        ("NEWS_DB_URI", "mongodb://one:27017,two:abc/"),
        ("MONGODB_URI", "mongodb://[::1"),
        ("REDIS_URL", "redis://127.0.0.1:abc/0"),
        ("YGGDRASIL_SERVICES", "auth"),
        ("YGGDRASIL_SERVICES", ","),
        ("OLDEST_FACT_SECONDS", "-1"),
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("PROMETHEUS_MULTIPROC_DIR", "/proc/figures"),
        ("METRICS_TOKEN", "too-short"),
        ("METRICS_TOKEN", "long enough but no token"),
    ],
)
def test_a_wrong_value_is_named(name, value):
    told = start(**{name: value}).stderr.strip().splitlines()

    assert told[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is wrong: ")


def test_right_values_are_taken():
    told = start(
        MONGODB_URI="mongodb://name:p%40ss@one:27017,[::1]:27018/?replicaSet=rs0",
        REDIS_URL="unix:///run/redis.sock",
        YGGDRASIL_SERVICES="user-service,news-service",
        TRUSTED_PROXY_COUNT="0",
    )

    assert (told.returncode, told.stderr) == (0, "")
