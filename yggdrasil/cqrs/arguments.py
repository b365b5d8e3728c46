"""The arguments of a command, checked against what its function says it takes."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

import msgspec

from yggdrasil.errors import FieldError, InvalidError


class InvalidArgumentsError(InvalidError):
    """The arguments are not those that the command takes."""


class Arguments:
    """What one function takes by keyword."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Read the signature; annotations are looked up when first needed.

        Args:
            function: a keyword-only function.
        """
        self._function = function
        self._parameters = inspect.signature(function).parameters
        self._required = [
            name for name, one in self._parameters.items() if one.default is one.empty
        ]
        self._kinds: dict[str, Any] | None = None

    def check(self, arguments: Mapping[str, Any]) -> None:
        """Return if the arguments are of the annotated types.

        Args:
            arguments: by name.

        Raises:
            InvalidArgumentsError: naming each argument that is unknown, missing or of another type.
        """
        if errors := tuple(self._errors(arguments)):
            wrong = "; ".join(f"{error.field}: {error.message}" for error in errors)
            raise InvalidArgumentsError(
                f"{self._function.__name__} cannot be done with these arguments: {wrong}.",
                errors=errors,
            )

    def _errors(self, arguments: Mapping[str, Any]) -> Any:
        for name in arguments.keys() - self._parameters.keys():
            yield FieldError(field=name, message="is not an argument", code="unknown")
        for name in self._required:
            if name not in arguments:
                yield FieldError(field=name, message="is missing", code="required")
        for name in self._parameters.keys() & arguments.keys():
            yield from self._mismatch(name, arguments[name])

    def _mismatch(self, name: str, value: Any) -> Any:
        if self._kinds is None:
            self._kinds = get_type_hints(self._function)
        kind = self._kinds.get(name, Any)
        if isinstance(kind, type) and isinstance(value, kind):
            return
        try:
            msgspec.convert(value, kind, from_attributes=True)
        except msgspec.ValidationError as error:
            yield FieldError(field=name, message=str(error).rstrip("."), code="type")
        except TypeError:
            # A type that the codec does not know, such as an uploaded file, is its function's care.
            return
