"""The query string of a request: read strictly, and all that is wrong with it told at once."""

from collections.abc import Collection
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Any, get_type_hints
from urllib.parse import parse_qsl

from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.rest.values import kind_of, read_value
from yggdrasil.rest.wording import all_told, suggestion

MOST_PARAMETERS = 100
LONGEST_VALUE = 1_000


class InvalidParameterError(InvalidError):
    """The query string holds what this address does not take."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter that an address takes.

    Attributes:
        field: name of the field it becomes.
        name: its name in the query string.
        kind: what one value is, as `values.read_value` takes it.
        is_repeated: whether it may be given more than once.
        is_required: whether it must be given.
    """

    field: str
    name: str
    kind: Any
    is_repeated: bool
    is_required: bool


class Parameters:
    """What a query string holds, taken piece by piece.

    Each `take_` method answers for a wrong parameter as for one left out, and notes the fault;
    `finish` raises all faults together.
    """

    def __init__(self, query: str) -> None:
        self._faults: list[FieldError] = []
        self._given = _decode(query)

    def take(self, name: str, kind: Any = str) -> Any:
        """Take a parameter that may be given once.

        Args:
            name: its name.
            kind: what its value is, as `values.read_value` takes it.

        Returns:
            The value; None if it was left out.
        """
        texts = self._given.pop(name, ())
        if len(texts) > 1:
            self.note(name, "It is given more than once.", code="repeated")
            return None
        values = self._read(name, texts, kind)
        return values[0] if values else None

    def take_all(self, name: str, kind: Any = str) -> tuple[Any, ...] | None:
        """Take a parameter that may be repeated.

        Args:
            name: its name.
            kind: what each value is.

        Returns:
            The values in their order; None if it was left out.
        """
        texts = self._given.pop(name, ())
        return self._read(name, texts, kind) or None

    def take_filters(self, shape: Any) -> Any:
        """Take the parameters that are the fields of a dataclass.

        Args:
            shape: a dataclass; a field without a default is a parameter that must be given.

        Returns:
            The dataclass; fields left out have their defaults. None after a fault.
        """
        found = {}
        for parameter in parameters_of(shape):
            value = self._take_one(parameter)
            if value is not None:
                found[parameter.field] = value
        return None if self._faults else shape(**found)

    def note(self, name: str, message: str, *, code: str = "invalid") -> None:
        """Note that a parameter is wrong.

        Args:
            name: its name.
            message: a sentence.
            code: stable word for programs.
        """
        self._faults.append(FieldError(field=f"{name:.100}", message=message, code=code))

    def finish(self, *, known: Collection[str]) -> None:
        """End the reading: whatever nobody took is unknown.

        Args:
            known: the names this address takes, to suggest from.

        Raises:
            InvalidParameterError: if any parameter is unknown or wrong.
        """
        for name in self._given:
            near = suggestion(name, known)
            self.note(name, f"There is no such parameter here.{near}", code="unknown")
        if self._faults:
            raise InvalidParameterError(all_told(self._faults), errors=tuple(self._faults))

    def _take_one(self, parameter: Parameter) -> Any:
        if parameter.is_required and parameter.name not in self._given:
            self.note(parameter.name, "This parameter is required.", code="required")
        take = self.take_all if parameter.is_repeated else self.take
        return take(parameter.name, parameter.kind)

    def _read(self, name: str, texts: tuple[str, ...], kind: Any) -> tuple[Any, ...]:
        try:
            return tuple(_read(text, kind) for text in texts)
        except ValueError as error:
            self.note(name, str(error))
            return ()


def parameters_of(shape: Any) -> tuple[Parameter, ...]:
    """Return the parameters that a dataclass stands for.

    Args:
        shape: a dataclass; its fields are the parameters. A field `from_` stands for the parameter
            `from`, which is a word of Python's own.

    Returns:
        One by field, in their order.
    """
    return _parameters_of(shape)


@cache
def _parameters_of(shape: Any) -> tuple[Parameter, ...]:
    hints = get_type_hints(shape)
    return tuple(_parameter(field, hints[field.name]) for field in fields(shape))


def _parameter(field: Field[Any], annotation: Any) -> Parameter:
    kind, is_repeated = kind_of(annotation)
    return Parameter(
        field=field.name,
        name=field.name.removesuffix("_"),
        kind=kind,
        is_repeated=is_repeated,
        is_required=field.default is MISSING and field.default_factory is MISSING,
    )


def _read(text: str, kind: Any) -> Any:
    if not text:
        raise ValueError("It is empty: leave it out.")
    if len(text) > LONGEST_VALUE:
        raise ValueError(f"It is longer than {LONGEST_VALUE} characters.")
    if "\0" in text:
        raise ValueError("It holds the character NUL.")
    return read_value(text, kind)


def _decode(query: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    try:
        # An address is ASCII (RFC 3986); servers differ in what they make of anything else.
        query.encode("ascii")
        pairs = parse_qsl(
            query, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeError:
        raise InvalidParameterError("The query string is not percent-encoded UTF-8.") from None
    except ValueError:
        message = f"More than {MOST_PARAMETERS} parameters are not read."
        raise InvalidParameterError(message) from None
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found
