"""The arguments of a command, as its function's annotations want them."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, get_type_hints

import msgspec

from yggdrasil import codec
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
        parameters = inspect.signature(function).parameters
        self._names = frozenset(parameters)
        self._required = frozenset(
            name for name, one in parameters.items() if one.default is one.empty
        )

    def read(self, arguments: Mapping[str, Any], *, is_text: bool = False) -> dict[str, Any]:
        """Return the arguments, each of the type that is annotated.

        What has that type stays itself. What stands for it in JSON is made into it: an RFC 3339
        text into a moment, a list into a tuple, a word into an enum, a dictionary into data.

        Args:
            arguments: by name.
            is_text: whether texts may stand for numbers and truth values too, as in a form.

        Returns:
            The arguments by name.

        Raises:
            InvalidArgumentsError: naming each argument that is unknown, missing or of another type.
        """
        errors = list(self._misfits(arguments)) if arguments.keys() != self._names else []
        read = dict(arguments)
        for name in arguments.keys() & self._names:
            kind = self._kinds.get(name, Any)
            if kind is Any or (isinstance(kind, type) and isinstance(read[name], kind)):
                continue
            try:
                read[name] = _converted(read[name], kind, is_strict=not is_text)
            except msgspec.ValidationError as error:
                message = str(error).rstrip(".")
                errors.append(FieldError(field=name, message=message, code="type"))
        if errors:
            raise self._refusal(errors)
        return read

    @cached_property
    def _kinds(self) -> dict[str, Any]:
        return {name: codec.readable(kind) for name, kind in get_type_hints(self._function).items()}

    def _misfits(self, arguments: Mapping[str, Any]) -> Iterator[FieldError]:
        for name in sorted(arguments.keys() - self._names):
            yield FieldError(field=name, message="is not an argument", code="unknown")
        for name in sorted(self._required - arguments.keys()):
            yield FieldError(field=name, message="is missing", code="required")

    def _refusal(self, errors: list[FieldError]) -> InvalidArgumentsError:
        wrong = "; ".join(f"{error.field}: {error.message}" for error in errors)
        return InvalidArgumentsError(
            f"{self._function.__name__} cannot be done with these arguments: {wrong}.",
            errors=tuple(errors),
        )


def _converted(value: Any, kind: Any, *, is_strict: bool) -> Any:
    try:
        return msgspec.convert(value, kind, strict=is_strict, from_attributes=True)
    except TypeError:
        # A type that the codec does not know, such as an uploaded file, is its function's care.
        return value
