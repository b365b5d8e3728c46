"""A split that is killed, again and again, at chosen moments, and goes on each time.

python -m tests.programs.cutover FOLDER DATABASES KILLS [BATCH]

DATABASES is JSON, alias to name. KILLS is JSON, a list of counts: the first process dies by SIGKILL
when it is about to send its so-manieth command that writes, the next one at the second count, and
so on; the last one ends by itself and prints its outcome as JSON.
"""

import json
import os
import signal
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.conf import settings

FOLDER, DATABASES, KILLS = Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
for alias, name in DATABASES.items():
    settings.DATABASES[alias]["NAME"] = name
django.setup()

from pymongo import monitoring

from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.sources.folder import FolderSource
from yggdrasil.cutover.splitting.split import Split

WRITES = {"insert", "update", "delete"}
BATCH = 7


class Killer(monitoring.CommandListener):
    """Kills this process when it is about to write for the so-manieth time."""

    def __init__(self, after: int) -> None:
        self._left = after

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name in WRITES:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


def split() -> dict[str, object]:
    outcome = Split(FolderSource(FOLDER), chapters(), batch_size=BATCH).run()
    return {
        "state": outcome.state,
        "faults": outcome.faults,
        "findings": sum(len(page["entries"]) for _, page in outcome.pages()),
    }


def killed(after: int) -> bool:
    """Split in a child that is to be killed; return whether it was, or ended before."""
    child = os.fork()
    if child == 0:
        monitoring.register(Killer(after))
        split()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    # Nothing has connected yet: each child makes clients, and threads, of its own.
    deaths = [killed(after) for after in KILLS]
    print(json.dumps({**split(), "deaths": sum(deaths)}))
