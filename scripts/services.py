"""`scripts/services up | down | status`: the local MongoDB and Redis of this clone."""

import argparse
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from yggdrasil.errors import YggdrasilError
from yggdrasil.servers.command import exit_on_signals, run
from yggdrasil.servers.local_servers import Standing, down, status, up
from yggdrasil.servers.state import LOCAL


def main() -> int:
    """Do what the command line says; an error is one sentence and exit code 1."""
    exit_on_signals()
    arguments = read_arguments()
    try:
        import config.env  # noqa: F401, PLC0415 - adds the variables of .env

        return COMMANDS[arguments.command](arguments)
    except (YggdrasilError, ImproperlyConfigured) as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{error.filename or 'The machine'}: {error.strerror}.")


def read_arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="scripts/services", description=__doc__)
    parser.add_argument("--local", type=Path, default=LOCAL, help="folder of the servers")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="start MongoDB and Redis unless they run or are configured")
    commands.add_parser("down", help="end them and keep their data")
    commands.add_parser("status", help="say which run; exit code 1 unless all do")
    runner = commands.add_parser("run", help="run a command beside empty servers of its own")
    runner.add_argument("words", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    arguments = parser.parse_args()
    if arguments.command == "run":
        arguments.words = arguments.words[arguments.words[:1] == ["--"] :]
        if not arguments.words:
            runner.error("name a command: run -- COMMAND")
    return arguments


def start(arguments: argparse.Namespace) -> int:
    """Start what is neither running nor configured."""
    for standing in up(environ=os.environ, local=arguments.local):
        report(standing)
    return 0


def end(arguments: argparse.Namespace) -> int:
    """End what runs."""
    ended = down(local=arguments.local)
    print(f"Ended: {', '.join(ended)}." if ended else "No local server runs here.")
    return 0


def tell(arguments: argparse.Namespace) -> int:
    """Say which run."""
    standings = status(environ=os.environ, local=arguments.local)
    for standing in standings:
        report(standing)
    return 0 if all(standing.uri for standing in standings) else 1


def attend(arguments: argparse.Namespace) -> int:
    """Run a command beside servers of its own."""
    return run(arguments.words, local=arguments.local)


def report(standing: Standing) -> None:
    """Print how one server stands."""
    if standing.folder is None:
        print(f"{standing.title:8} configured by {standing.variable}")
    else:
        print(f"{standing.title:8} {standing.uri or 'does not run'}")


def complain(sentence: str) -> int:
    """Print an error where errors belong."""
    print(sentence, file=sys.stderr)
    return 1


COMMANDS = {"up": start, "down": end, "status": tell, "run": attend}

if __name__ == "__main__":
    sys.exit(main())
