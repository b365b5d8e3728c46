"""`manage.py preflight`: one sentence for each thing that must be mended."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[4]


def preflight(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "YGGDRASIL_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "config.settings.main",
        "MONGODB_SELECTION_TIMEOUT_MS": "300",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "preflight"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


class TestPreflight:
    def test_is_content_with_a_majority_and_a_redis(self) -> None:
        done = preflight()

        assert (done.returncode, done.stdout) == (0, "Ready to start.\n")

    def test_names_the_variable_of_a_weak_home(self) -> None:
        uri = settings.DATABASES["news"]["HOST"]
        weak = f"{uri}{'&' if '?' in uri else '?'}w=1"

        done = preflight(NEWS_DB_URI=weak)

        assert done.returncode == 1
        assert "NEWS_DB_URI is wrong" in done.stderr
        assert "w=majority" in done.stderr

    def test_tells_all_faults_at_once_and_no_stack_trace(self) -> None:
        done = preflight(
            PLANNING_DB_URI="mongodb://127.0.0.1:1/?directConnection=true",
            REDIS_URL="redis://127.0.0.1:1/0",
        )

        assert done.returncode == 1
        assert "PLANNING_DB_URI" in done.stderr
        assert "REDIS_URL" in done.stderr
        assert "Traceback" not in done.stderr

    def test_stops_at_a_wrong_variable(self) -> None:
        done = preflight(MONGODB_URI="postgres://nowhere")

        assert done.returncode == 1
        assert done.stderr.strip().startswith("MONGODB_URI is wrong")
