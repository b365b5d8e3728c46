"""Every command and query by name, and the app that handles it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yggdrasil.errors import NotFoundError


class UnknownHandlerError(NotFoundError):
    """Nobody handles a command or query of that name."""


class DuplicateHandlerError(RuntimeError):
    """Two functions claim the same name: a command has exactly one handler."""


@dataclass(frozen=True, kw_only=True)
class Handler:
    """A function that handles one command or answers one query.

    Attributes:
        name: `<app>.<function>`, for example `courses.publish_course`.
        app: label of the app whose home it changes or reads.
        run: the function itself, with its pipeline around it.
        pipeline: the pipeline of a command; None for a query or a procedure.
    """

    name: str
    app: str
    run: Callable[..., Any]
    pipeline: Any = None


@dataclass
class Registry:
    """Handlers by name.

    Attributes:
        handlers: filled while the apps' modules are imported.
    """

    handlers: dict[str, Handler] = field(default_factory=dict)

    def add(self, handler: Handler) -> None:
        """Register a handler.

        Args:
            handler: the handler; its name must be new, or come from the same module reloaded.

        Raises:
            DuplicateHandlerError: if another function holds the name.
        """
        known = self.handlers.get(handler.name)
        if known is not None and known.run.__module__ != handler.run.__module__:
            raise DuplicateHandlerError(
                f"{handler.name} is handled in {known.run.__module__}"
                f" and again in {handler.run.__module__}."
            )
        self.handlers[handler.name] = handler

    def get(self, name: str) -> Handler:
        """Return the handler of a name.

        Args:
            name: `<app>.<function>`.

        Returns:
            The one handler.

        Raises:
            UnknownHandlerError: if there is none.
        """
        try:
            return self.handlers[name]
        except KeyError:
            raise UnknownHandlerError(f"Nobody handles {name!r}.") from None

    def of_app(self, app: str) -> list[str]:
        """Return the sorted names of one app's handlers.

        Args:
            app: label of the app.

        Returns:
            Names without the app's label.
        """
        return sorted(
            handler.name.partition(".")[2]
            for handler in self.handlers.values()
            if handler.app == app
        )


def app_of(function: Callable[..., Any]) -> str:
    """Return the label of the app that a function belongs to.

    Args:
        function: a function of `apps.<label>.<module>`.

    Returns:
        The label.

    Raises:
        TypeError: if the function stands outside `apps`.
    """
    room, _, rest = function.__module__.partition(".")
    if room != "apps" or not rest:
        raise TypeError(f"{function.__module__}.{function.__qualname__} belongs to no app.")
    return rest.partition(".")[0]
