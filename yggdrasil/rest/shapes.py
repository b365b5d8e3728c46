"""Dataclasses as JSON Schema (2020-12, as OpenAPI 3.1 has it): what the codec writes, in words."""

import re
from collections.abc import Callable
from enum import Enum
from inspect import cleandoc
from typing import Any

from msgspec import NODEFAULT, inspect as kinds

from yggdrasil import codec

Schema = dict[str, Any]

_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


class Shapes:
    """Schemas of types, with one named component for each dataclass and enum met on the way.

    Args:
        refer: keeps a component: called with its class and a function that makes its schema,
            answers with a reference to it.
        is_answer: in an answer every field is present; in a body those with a default may lack.
    """

    def __init__(
        self, refer: Callable[[type, Callable[[], Schema]], Schema], *, is_answer: bool = True
    ) -> None:
        self._refer = refer
        self._is_answer = is_answer

    def schema_of(self, annotation: Any) -> Schema:
        """Return the schema of a type.

        Args:
            annotation: a dataclass, an enum, a builtin, or a generic alias of them.

        Returns:
            A schema, or a reference to a component.
        """
        return self._schema(kinds.type_info(annotation))

    def object_of(self, cls: type) -> Schema:
        """Return the schema of a dataclass itself, where `schema_of` would refer to it.

        Args:
            cls: a dataclass.

        Returns:
            Its properties.
        """
        return self._object(kinds.type_info(cls))

    def _schema(self, kind: Any) -> Schema:
        for known, make in self._makers:
            if isinstance(kind, known):
                return make(kind)
        return _plain(kind)

    @property
    def _makers(self) -> tuple[tuple[type, Callable[[Any], Schema]], ...]:
        return (
            (kinds.DataclassType, lambda kind: self._refer(kind.cls, lambda: self._object(kind))),
            (kinds.EnumType, lambda kind: self._refer(kind.cls, lambda: _enum(kind.cls))),
            (kinds.UnionType, self._union),
            (kinds.DictType, self._map),
            (kinds.TupleType, self._row),
            (kinds.VarTupleType, self._list),
            (kinds.CollectionType, self._list),
            (kinds.Metadata, lambda kind: self._schema(kind.type)),
        )

    def _map(self, kind: kinds.DictType) -> Schema:
        return {"type": "object", "additionalProperties": self._schema(kind.value_type)}

    def _list(self, kind: Any) -> Schema:
        return {"type": "array", "items": self._schema(kind.item_type)}

    def _object(self, kind: Any) -> Schema:
        text, notes = described(kind.cls)
        properties = {}
        for field in kind.fields:
            properties[field.encode_name] = self._property(field, notes.get(field.name, ""))
        required = [field.encode_name for field in kind.fields if self._is_answer or field.required]
        schema: Schema = {"type": "object", "description": text, "properties": properties}
        return schema | ({"required": required} if required else {})

    def _property(self, field: kinds.Field, note: str) -> Schema:
        schema = self._schema(field.type)
        if note:
            schema = {**schema, "description": note}
        if field.default is not NODEFAULT and not self._is_answer:
            schema = {**schema, "default": codec.to_builtins(field.default)}
        return schema

    def _union(self, kind: kinds.UnionType) -> Schema:
        parts = [self._schema(part) for part in kind.types]
        null = {"type": "null"}
        others = [part for part in parts if part != null]
        if len(others) == 1 and isinstance(others[0].get("type"), str) and null in parts:
            return {**others[0], "type": [others[0]["type"], "null"]}
        return {"anyOf": parts}

    def _row(self, kind: kinds.TupleType) -> Schema:
        length = len(kind.item_types)
        return {
            "type": "array",
            "prefixItems": [self._schema(part) for part in kind.item_types],
            "minItems": length,
            "maxItems": length,
        }


def described(cls: type) -> tuple[str, dict[str, str]]:
    """Return what a class says of itself and of its attributes.

    Args:
        cls: a class with a docstring in Google's style.

    Returns:
        The text before its sections, and one text by attribute, ancestors' included.
    """
    notes: dict[str, str] = {}
    for ancestor in reversed(cls.__mro__):
        _, _, section = cleandoc(ancestor.__doc__ or "").partition("\nAttributes:\n")
        notes |= {name: _sentence(text) for name, text in _ATTRIBUTE.findall(section)}
    text = cleandoc(cls.__dict__.get("__doc__") or "")
    # A dataclass without a docstring is given its signature for one.
    text = "" if text.startswith(f"{cls.__name__}(") else text
    return re.split(r"\n\n(?:Attributes|Args|Example|Examples):\n", text)[0], notes


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _enum(cls: type[Enum]) -> Schema:
    values = [member.value for member in cls]
    name = "string" if all(isinstance(value, str) for value in values) else "integer"
    return {"type": name, "enum": values, "description": described(cls)[0]}


_PLAIN: tuple[tuple[type, Schema], ...] = (
    (kinds.StrType, {"type": "string"}),
    (kinds.BoolType, {"type": "boolean"}),
    (kinds.IntType, {"type": "integer"}),
    (kinds.FloatType, {"type": "number"}),
    (kinds.NoneType, {"type": "null"}),
    (kinds.DateTimeType, {"type": "string", "format": "date-time"}),
    (kinds.DateType, {"type": "string", "format": "date"}),
    (kinds.TimeType, {"type": "string", "format": "time"}),
    (kinds.TimeDeltaType, {"type": "string", "format": "duration"}),
    (kinds.DecimalType, {"type": "string", "format": "decimal"}),
    (kinds.UUIDType, {"type": "string", "format": "uuid"}),
    (kinds.AnyType, {}),
)


def _plain(kind: Any) -> Schema:
    for known, schema in _PLAIN:
        if isinstance(kind, known):
            return dict(schema)
    if isinstance(kind, kinds.LiteralType):
        return {"enum": list(kind.values)}
    raise TypeError(f"{kind!r:.100} has no JSON Schema here: it is not data.")
