"""`scripts/bench [name ...]`: benchmarks, each in a process of its own beside fresh servers."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from yggdrasil.errors import YggdrasilError
from yggdrasil.servers.command import exit_on_signals
from yggdrasil.servers.state import LOCAL, ROOT
from yggdrasil.servers.temporary import temporary_servers

NAMES = sorted(
    path.stem
    for path in Path(__file__).with_name("benches").glob("*.py")
    if path.stem not in {"__init__", "harness"}
)


def main() -> int:
    """Run the benchmarks named, or all; exit code 1 if a target was missed."""
    exit_on_signals()
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of: {', '.join(NAMES)}")
    names = parser.parse_args().names or NAMES
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    try:
        return max(run(name) for name in names)
    except YggdrasilError as error:
        print(error, file=sys.stderr)
        return 1


def run(name: str) -> int:
    """Run one benchmark beside fresh servers.

    Args:
        name: of its file.

    Returns:
        Its exit code, not above 1.
    """
    print(f"== {name}", flush=True)
    with temporary_servers(environ=os.environ, parent=LOCAL / "bench", for_tests=False) as found:
        environ = {**os.environ, **found, "YGGDRASIL_ENV": "test"}
        command = [sys.executable, "-m", "scripts.benches.harness", name]
        return min(1, abs(subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode))


if __name__ == "__main__":
    sys.exit(main())
