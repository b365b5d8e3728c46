"""`python -m yggdrasil.servers up | down | status | run -- COMMAND`; called by scripts."""

import argparse
import os
import sys
from pathlib import Path

from yggdrasil.errors import YggdrasilError
from yggdrasil.servers.command import exit_on_signals, run
from yggdrasil.servers.local_servers import Standing, down, status, up
from yggdrasil.servers.state import LOCAL


def main() -> int:
    """Do what the command line says; an error is one sentence and exit code 1."""
    exit_on_signals()
    arguments = _arguments()
    try:
        return COMMANDS[arguments.command](arguments)
    except YggdrasilError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename or 'The machine'}: {error.strerror}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/services")
    parser.add_argument(
        "--local", type=Path, default=LOCAL, help="where the servers keep their data"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="start MongoDB and Redis unless they run or are configured")
    commands.add_parser("down", help="end them and keep their data")
    commands.add_parser("status", help="say which run; exit code 1 unless all do")
    runner = commands.add_parser("run", help="run a command beside servers of its own, for tests")
    runner.add_argument("words", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    return parser.parse_args()


def _up(arguments: argparse.Namespace) -> int:
    for standing in up(environ=os.environ, local=arguments.local):
        _report(standing)
    return 0


def _down(arguments: argparse.Namespace) -> int:
    ended = down(local=arguments.local)
    print(f"Ended: {', '.join(ended)}." if ended else "No local server runs here.")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    standings = status(environ=os.environ, local=arguments.local)
    for standing in standings:
        _report(standing)
    return 0 if all(standing.uri for standing in standings) else 1


def _run(arguments: argparse.Namespace) -> int:
    words = arguments.words[arguments.words[:1] == ["--"] :]
    return run(words, local=arguments.local)


def _report(standing: Standing) -> None:
    if standing.folder is None:
        print(f"{standing.title:8} configured by {standing.variable}")
    else:
        print(f"{standing.title:8} {standing.uri or 'does not run'}")


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


COMMANDS = {"up": _up, "down": _down, "status": _status, "run": _run}

if __name__ == "__main__":
    sys.exit(main())
