"""The query string of a request: read strictly, and all that is wrong with it told at once."""

from collections.abc import Collection, Mapping
from dataclasses import fields
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
            shape: a dataclass of optional fields.

        Returns:
            The dataclass; fields left out have their defaults.
        """
        found = {}
        for field, (name, kind, is_repeated) in kinds_of(shape).items():
            value = self.take_all(name, kind) if is_repeated else self.take(name, kind)
            if value is not None:
                found[field] = value
        return shape(**found)

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

    def _read(self, name: str, texts: tuple[str, ...], kind: Any) -> tuple[Any, ...]:
        try:
            return tuple(_read(text, kind) for text in texts)
        except ValueError as error:
            self.note(name, str(error))
            return ()


@cache
def kinds_of(shape: Any) -> Mapping[str, tuple[str, Any, bool]]:
    """Return the parameters that a dataclass stands for.

    Args:
        shape: a dataclass of optional fields. A field `from_` stands for the parameter `from`,
            which is a word of Python's own.

    Returns:
        By field: the parameter's name, the kind of one value, and whether it may be repeated.
    """
    hints = get_type_hints(shape)
    return {
        field.name: (field.name.removesuffix("_"), *kind_of(hints[field.name]))
        for field in fields(shape)
    }


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
