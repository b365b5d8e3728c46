"""Commands: the functions of an app's operations, each run as one unit of work."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from yggdrasil.cqrs.registry import Handler, Registry, app_of
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

P = ParamSpec("P")
R = TypeVar("R")

COMMANDS = Registry()

log = get_logger(__name__)


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Make an operation the one handler of the command that has its name.

    Calling the operation runs it in a unit of work on its app's home: the whole of it is done, and
    its facts are stored, or nothing is. A block that met a transient fault is run again, so it
    must have no effect outside the database.

    Args:
        function: a keyword-only function of `apps.<app>.operations`.

    Returns:
        The operation with its pipeline; same arguments, same result.
    """
    app = app_of(function)
    name = f"{app}.{function.__name__}"

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        result = unit_of_work(alias_of(app)).run(lambda: function(*args, **kwargs))
        log.debug("Command done.", command=name)
        return result

    COMMANDS.add(Handler(name=name, app=app, run=run))
    return run
