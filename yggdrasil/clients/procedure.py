"""The seam: a function of an app's `api` that may one day answer from another process.

Today it runs here. With `YGGDRASIL["CODED_SEAM"]` on, as in every test, arguments, result and
errors pass the codec on their way, so that nothing can lean on a shared object.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, get_type_hints

from django.conf import settings

from yggdrasil import codec
from yggdrasil.cqrs.registry import Handler, Registry, app_of
from yggdrasil.errors import FieldError, YggdrasilError, rebuild

P = ParamSpec("P")
R = TypeVar("R")

PROCEDURES = Registry()


def procedure(function: Callable[P, R]) -> Callable[P, R]:
    """Declare a function of `apps.<app>.api` callable across processes.

    Args:
        function: keyword-only, annotated, taking and returning data.

    Returns:
        The same function behind the seam.

    Raises:
        TypeError: if an argument is positional or anything is left unannotated.
    """
    app = app_of(function)
    _check_signature(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if not settings.YGGDRASIL["CODED_SEAM"]:
            return function(*args, **kwargs)
        return _call_coded(function, kwargs)

    PROCEDURES.add(Handler(name=f"{app}.{function.__name__}", app=app, run=call))
    return call


def _check_signature(function: Callable[..., Any]) -> None:
    signature = inspect.signature(function)
    if signature.return_annotation is signature.empty:
        raise TypeError(f"{function.__qualname__} must say what it returns.")
    for parameter in signature.parameters.values():
        if parameter.kind is not parameter.KEYWORD_ONLY or parameter.annotation is parameter.empty:
            raise TypeError(
                f"{function.__qualname__}: {parameter.name} must be keyword-only and annotated."
            )


def _call_coded(function: Callable[..., R], arguments: dict[str, Any]) -> R:
    kinds = get_type_hints(function)
    unknown = arguments.keys() - kinds.keys()
    if unknown:
        raise TypeError(f"{function.__qualname__} takes no {', '.join(sorted(unknown))}.")
    coded = {
        name: codec.decode(codec.encode(value), kinds[name]) for name, value in arguments.items()
    }
    try:
        result = function(**coded)
    except YggdrasilError as error:
        raise _coded_error(error) from None
    answer: R = codec.decode(codec.encode(result), kinds["return"])
    return answer


def _coded_error(error: YggdrasilError) -> YggdrasilError:
    """Return the error as a caller in another process would see it."""
    message, fields = codec.decode(
        codec.encode((error.message, error.errors)), tuple[str, tuple[FieldError, ...]]
    )
    return rebuild(type(error), message, fields)
