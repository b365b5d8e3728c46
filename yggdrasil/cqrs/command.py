"""Commands: the functions of an app's operations, each run as one unit of work."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast, overload

from yggdrasil.cqrs.pipeline import Allow, Outcome, Pipeline
from yggdrasil.cqrs.registry import Handler, Registry, app_of

P = ParamSpec("P")
R = TypeVar("R")

COMMANDS = Registry()


@overload
def command(function: Callable[P, R]) -> Callable[P, R]: ...


@overload
def command(*, allow: Allow) -> Callable[[Callable[P, R]], Callable[P, R]]: ...


def command(function: Any = None, *, allow: Allow | None = None) -> Any:
    """Make an operation the one handler of the command that has its name.

    Calling the operation runs its pipeline: authorisation, arguments, and a unit of work on its
    app's home, run again after a transient fault or a version conflict. All of it is done, and its
    facts are stored, or nothing is; so it must have no effect outside the database.

    Args:
        function: a keyword-only function of `apps.<app>.operations`.
        allow: whether an actor may do it at all, for example `lambda actor: actor.role == "staff"`.

    Returns:
        The operation with its pipeline; same arguments, same result.
    """
    if function is None:
        return lambda operation: _register(operation, allow)
    return _register(function, allow)


def execute(name: str, arguments: dict[str, Any], *, idempotency_key: str = "") -> Outcome[Any]:
    """Run a command by its name, for doors to the outside.

    Args:
        name: `<app>.<operation>`.
        arguments: by name, as JSON or a form has them; made into what the operation's annotations
            say, or refused.
        idempotency_key: the caller's key; the same key and arguments are answered, not done again.

    Returns:
        Result and token.

    Raises:
        UnknownHandlerError: if nobody handles the command.
        InvalidArgumentsError: if an argument is unknown, missing, or cannot be read.
    """
    pipeline: Pipeline[Any] = COMMANDS.get(name).pipeline
    return pipeline.execute(arguments, key=idempotency_key, is_text=True)


def _register(function: Callable[P, R], allow: Allow | None) -> Callable[P, R]:
    app = app_of(function)
    name = f"{app}.{function.__name__}"
    pipeline = Pipeline(name=name, app=app, function=function, allow=allow)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{name} takes its arguments by keyword.")
        return pipeline.execute(cast("dict[str, Any]", kwargs)).result

    COMMANDS.add(Handler(name=name, app=app, run=run, pipeline=pipeline))
    return run
