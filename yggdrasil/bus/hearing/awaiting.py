"""Read your own write: whether an app has taken the facts of a command."""

from collections.abc import Sequence

from yggdrasil.bus.effects.markers import Markers
from yggdrasil.bus.hearers import Hearers
from yggdrasil.cqrs.token import Token
from yggdrasil.mongodb.homes import alias_of


def has_heard(app: str, token: Token, *, hearers: Hearers) -> bool:
    """Return whether an app has taken every fact of a command that it hears.

    Args:
        app: label of the app that is asked.
        token: of the command.
        hearers: who hears what.

    Returns:
        True also if it hears none of them, for example because it told them itself.
    """
    keys = _keys(app, token, hearers)
    return not keys or Markers(alias=alias_of(app)).holds(keys)


def _keys(app: str, token: Token, hearers: Hearers) -> Sequence[str]:
    return [
        f"{fact.id}/{line.handler}"
        for fact in token.facts
        for line in hearers.subscriptions(app, fact.name)
    ]
