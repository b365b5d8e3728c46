"""Queries: the functions of an app that look and change nothing."""

from collections.abc import Callable
from functools import wraps
from time import monotonic, sleep
from typing import Any, ParamSpec, TypeVar

from yggdrasil.cqrs.metrics import QUERY_SECONDS
from yggdrasil.cqrs.registry import Handler, Registry, app_of
from yggdrasil.cqrs.token import Token
from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.guards import read_only

P = ParamSpec("P")
R = TypeVar("R")

QUERIES = Registry()

FIRST_LOOK_SECONDS = 0.001
LONGEST_LOOK_SECONDS = 0.05

# Whether an app has heard all facts of a token; the bus, which knows, is given by the platform.
HasHeard = Callable[[str, Token], bool]


class NotYetHeardError(UnavailableError):
    """The read model has not applied the command yet; ask again."""


def query(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function the one that answers the query of its name.

    Args:
        function: a keyword-only function of `apps.<app>.queries`.

    Returns:
        The function on a connection that refuses writes.
    """
    app = app_of(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with read_only():
            return function(*args, **kwargs)

    QUERIES.add(Handler(name=f"{app}.{function.__name__}", app=app, run=run))
    return run


def ask(
    name: str,
    arguments: dict[str, Any],
    *,
    after: Token | None = None,
    within_seconds: float = 2.0,
    has_heard: HasHeard,
) -> Any:
    """Answer a query by its name, if wanted only once its app has heard a command's facts.

    Args:
        name: `<app>.<query>`.
        arguments: by name.
        after: token of a command whose effects the answer must show.
        within_seconds: how long to wait for them.
        has_heard: whether an app has heard all facts of a token.

    Returns:
        What the query returns.

    Raises:
        UnknownHandlerError: if nobody answers the query.
        NotYetHeardError: if the time was over before they were heard.
    """
    handler = QUERIES.get(name)
    if after is not None:
        _wait(handler, after, within_seconds, has_heard)
    return handler.run(**arguments)


def _wait(handler: Handler, token: Token, within_seconds: float, has_heard: HasHeard) -> None:
    started, pause = monotonic(), FIRST_LOOK_SECONDS
    while not has_heard(handler.app, token):
        if monotonic() - started + pause > within_seconds:
            raise NotYetHeardError(
                f"{handler.app} has not heard the change within {within_seconds} s; ask again."
            )
        sleep(pause)
        pause = min(pause * 2, LONGEST_LOOK_SECONDS)
    QUERY_SECONDS.labels(handler.name).observe(monotonic() - started)
