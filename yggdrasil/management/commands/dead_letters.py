"""`manage.py dead_letters`: list, show, replay and discard what hearers could not take."""

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from yggdrasil.bus.hearers import declared
from yggdrasil.bus.hearing.letters import DeadLetters, Wanted
from yggdrasil.bus.hearing.payloads import read_payload
from yggdrasil.bus.models import FailureState
from yggdrasil.errors import YggdrasilError


class Command(BaseCommand):
    """Decide what becomes of dead letters."""

    help = "Lists, shows, replays and discards facts that a hearer could not take."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do."""
        actions = parser.add_subparsers(dest="action", metavar="ACTION")
        listing = actions.add_parser("list", help="list undelivered facts")
        listing.add_argument("--state", choices=FailureState.values, default=FailureState.DEAD)
        listing.add_argument("--skip", type=number, default=0, help="leave out this many")
        listing.add_argument("--most", type=number, help="list no more than this many")
        _add_filters(listing)
        actions.add_parser("show", help="show one").add_argument("key", type=word)
        discarding = actions.add_parser("discard", help="give one up for good, or all dead ones")
        replaying = actions.add_parser("replay", help="try one again, or all dead ones")
        for deciding in (discarding, replaying):
            deciding.add_argument("key", type=word, nargs="?")
            deciding.add_argument("--all", action="store_true", help="every dead letter as below")
            _add_filters(deciding)
        replaying.add_argument(
            "--payload", help="JSON to tell the handler instead of the fact's own"
        )

    def handle(self, **options: Any) -> None:
        """Do it.

        Args:
            options: `action` and its arguments.

        Raises:
            CommandError: if the key is unknown, still being tried, or the payload no JSON object.
        """
        letters = DeadLetters(declared())
        try:
            getattr(self, f"_{options['action'] or 'list'}")(letters, options)
        except YggdrasilError as error:
            raise CommandError(error.message) from error

    def _list(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        wanted = _wanted(options, state=options.get("state", FailureState.DEAD))
        found = letters.all(wanted, skip=options.get("skip", 0), most=options.get("most"))
        for app, failure in found:
            self.stdout.write(f"{failure.pk}  {app}  {failure.name}  {failure.error}")

    def _show(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        app, failure = letters.get(options["key"])
        facts = {"app": app, "state": failure.state, "attempts": failure.attempts}
        shown = {**facts, "error": failure.error, "fact": failure.fact}
        self.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False))

    def _discard(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        for key in _keys(letters, options):
            letters.discard(key)
            self.stdout.write(f"{key} is discarded.")

    def _replay(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        text = options["payload"]
        payload = None if text is None else read_payload(text)
        for key in _keys(letters, options):
            taken = letters.replay(key, payload=payload)
            self.stdout.write(f"{key} {'took effect' if taken else 'failed again'}.")


def _add_filters(parser: ArgumentParser) -> None:
    parser.add_argument("--name", type=word, help="only facts of this name")
    parser.add_argument("--error", type=word, help="only where the error begins like this")
    parser.add_argument("--since", type=moment, help="only what failed at this moment or later")
    parser.add_argument("--until", type=moment, help="only what failed before this moment")


def word(text: str) -> str:
    """Return what somebody typed, if a document can hold it.

    Args:
        text: for example the name of a fact.

    Raises:
        ValueError: if the terminal sent what is not UTF-8.
    """
    text.encode()
    return text


def number(text: str) -> int:
    """Return how many somebody typed.

    Args:
        text: for example `20`.

    Raises:
        ValueError: if it is no whole number, or a negative one.
    """
    found = int(text)
    if found < 0:
        raise ValueError(text)
    return found


def moment(text: str) -> datetime:
    """Return the moment that somebody typed, in UTC where no zone is named.

    Args:
        text: for example `2026-01-15T09:30`.

    Raises:
        ValueError: if it is none.
    """
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _wanted(options: dict[str, Any], *, state: str = FailureState.DEAD) -> Wanted:
    filters = {name: options.get(name) for name in ("name", "error", "since", "until")}
    return Wanted(state=state, **filters)


def _keys(letters: DeadLetters, options: dict[str, Any]) -> list[str]:
    if options["all"] == bool(options["key"]):
        raise CommandError("Name one key, or say --all.")
    if options["key"]:
        return [options["key"]]
    return [failure.pk for _, failure in list(letters.all(_wanted(options)))]
