import subprocess
import sys

PROGRAM = """
import subprocess, sys
import yggdrasil.mongodb

def refuse(*words, **options):
    raise SystemExit(f"started {words}")

subprocess.Popen = refuse
import django_mongodb_backend.features, django_mongodb_backend.operations
assert "django_mongodb_backend.gis.features" not in sys.modules
"""


class TestLeaveOut:
    def test_lets_the_backend_load_without_a_search_for_gdal(self):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr
