"""`manage.py dead_letters`: list, show, replay and discard what hearers could not take."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yggdrasil.bus.hearers import declared
from yggdrasil.bus.letters import DeadLetters
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
        for name, what in (("show", "show one"), ("discard", "give one up for good")):
            actions.add_parser(name, help=what).add_argument("key")
        replaying = actions.add_parser("replay", help="try one again, or all dead ones")
        replaying.add_argument("key", nargs="?")
        replaying.add_argument("--all", action="store_true", help="every dead letter")
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
        for app, failure in letters.all(state=options.get("state", FailureState.DEAD)):
            self.stdout.write(f"{failure.pk}  {app}  {failure.name}  {failure.error}")

    def _show(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        app, failure = letters.get(options["key"])
        facts = {"app": app, "state": failure.state, "attempts": failure.attempts}
        shown = {**facts, "error": failure.error, "fact": failure.fact}
        self.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False))

    def _discard(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        letters.discard(options["key"])
        self.stdout.write(f"{options['key']} is discarded.")

    def _replay(self, letters: DeadLetters, options: dict[str, Any]) -> None:
        if options["all"] == bool(options["key"]):
            raise CommandError("Name one key, or say --all.")
        payload = _parse(options["payload"])
        keys = [options["key"]] if options["key"] else [f.pk for _, f in list(letters.all())]
        for key in keys:
            taken = letters.replay(key, payload=payload)
            self.stdout.write(f"{key} {'took effect' if taken else 'failed again'}.")


def _parse(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        payload = json.loads(text)
    except json.JSONDecodeError as error:
        raise CommandError(f"--payload is not JSON: {error}.") from error
    if not isinstance(payload, dict):
        raise CommandError("--payload must be a JSON object.")
    return payload
