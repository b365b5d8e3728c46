"""Queries: the functions of an app that look and change nothing."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from yggdrasil.cqrs.registry import Handler, Registry, app_of

P = ParamSpec("P")
R = TypeVar("R")

QUERIES = Registry()


def query(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function the one that answers the query of its name.

    Args:
        function: a keyword-only function of `apps.<app>.queries` that writes nothing.

    Returns:
        The same function.
    """
    app = app_of(function)
    QUERIES.add(Handler(name=f"{app}.{function.__name__}", app=app, run=function))
    return function
