"""Schemas of facts: committed for ever, compared with every one before, changed by adding only."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from yggdrasil import codec
from yggdrasil.events.examples import example_of
from yggdrasil.events.signal import DomainSignal

Schema = dict[str, Any]


class BreakingChangeError(ValueError):
    """A fact of this version no longer says what facts stored earlier say."""


@dataclass
class History:
    """Every schema that one version of a fact ever had, with a payload of that time.

    Attributes:
        name: full name of the fact.
        revisions: oldest first; each with `schema` and `golden`.
    """

    name: str
    revisions: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path, name: str) -> "History":
        """Return the committed history of a fact.

        Args:
            folder: where histories are kept.
            name: full name of the fact.

        Returns:
            The history; empty for a new fact.
        """
        path = folder / f"{name}.json"
        revisions = json.loads(path.read_text("utf-8"))["revisions"] if path.exists() else []
        return cls(name=name, revisions=revisions)

    def save(self, folder: Path) -> None:
        """Write the history.

        Args:
            folder: where histories are kept.
        """
        text = json.dumps({"name": self.name, "revisions": self.revisions}, indent=2)
        (folder / f"{self.name}.json").write_text(text + "\n", "utf-8")

    def is_current(self, signal: "DomainSignal[Any]") -> bool:
        """Return whether the newest revision is what the code declares.

        Args:
            signal: the fact as declared.
        """
        return bool(self.revisions) and self.revisions[-1]["schema"] == schema_of(signal)

    def extend(self, signal: "DomainSignal[Any]") -> bool:
        """Add what the code declares as the newest revision, if it is another.

        Args:
            signal: the fact as declared.

        Returns:
            Whether anything was added.

        Raises:
            BreakingChangeError: if payloads of an earlier revision could not be read any more, or
                hearers written for one could not read new payloads.
        """
        self.check(signal)
        if self.is_current(signal):
            return False
        golden = codec.to_plain(example_of(signal.payload))
        self.revisions.append({"schema": schema_of(signal), "golden": golden})
        return True

    def check(self, signal: "DomainSignal[Any]") -> None:
        """Return if the declared fact agrees with every earlier revision.

        Args:
            signal: the fact as declared.

        Raises:
            BreakingChangeError: naming the field and the way out.
        """
        schema = schema_of(signal)
        for revision in self.revisions:
            if fault := breach(revision["schema"], schema):
                raise BreakingChangeError(
                    f"{self.name}: {fault}. Declare the next version instead."
                )
            try:
                codec.from_builtins(revision["golden"], signal.payload)
            except codec.MalformedDataError as error:
                raise BreakingChangeError(
                    f"{self.name}: a fact of an earlier revision cannot be read: {error.message} "
                    f"Declare the next version instead."
                ) from error


def schema_of(signal: "DomainSignal[Any]") -> Schema:
    """Return the JSON schema of a fact's payload, with everything it refers to inside.

    Args:
        signal: the fact.

    Returns:
        JSON Schema 2020-12.
    """
    schema: Schema = _bare(msgspec.json.schema(signal.payload))
    return schema


def _bare(part: Any) -> Any:
    """Return a schema without its words for people: those may change at any time."""
    if isinstance(part, list):
        return [_bare(item) for item in part]
    if not isinstance(part, dict):
        return part
    # A field may itself be called `title`; only text in that place is for people.
    return {
        key: _bare(value)
        for key, value in part.items()
        if not (key in {"title", "description"} and isinstance(value, str))
    }


def breach(old: Schema, new: Schema) -> str:
    """Return how a schema breaks with an earlier one; empty if it does not.

    Full compatibility both ways: what was written by the old is read by the new, and the reverse.
    So fields may be added with a default, and nothing else may change.

    Args:
        old: the earlier schema.
        new: the later one.

    Returns:
        One clause that names the field.
    """
    before, after = _flat(old), _flat(new)
    for path, (kind, _) in before.items():
        if path not in after:
            return f"field {path} is gone"
        if after[path][0] != kind:
            return f"field {path} is of another type"
    for path, (_, is_required) in after.items():
        if is_required and path not in before:
            return f"new field {path} has no default"
        if path in before and is_required != before[path][1]:
            return f"field {path} is {'now' if is_required else 'no longer'} required"
    return ""


def _flat(schema: Schema) -> dict[str, tuple[str, bool]]:
    """Return all fields by path, with their type and whether they must be there."""
    found: dict[str, tuple[str, bool]] = {}
    definitions = schema.get("$defs", {})
    _walk(schema, definitions, "", found)
    return found


def _walk(
    schema: Schema, definitions: Schema, path: str, found: dict[str, tuple[str, bool]]
) -> None:
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    required = set(schema.get("required", ()))
    for name, part in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        found[here] = (_kind(part, definitions), name in required)
        _walk(part, definitions, here, found)
    for option in schema.get("anyOf", ()):
        _walk(option, definitions, path, found)
    if inner := _inner(schema):
        _walk(inner, definitions, f"{path}[]", found)


def _kind(schema: Schema, definitions: Schema) -> str:
    """Return the type of a field as comparable text; titles and defaults do not count."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return "|".join(sorted(_kind(option, definitions) for option in schema["anyOf"]))
    if inner := _inner(schema):
        return f"{schema['type']} of {_kind(inner, definitions)}"
    if "enum" in schema:
        # A new word is a value that old hearers do not know.
        return f"one of {sorted(map(str, schema['enum']))}"
    return f"{schema.get('type', 'any')} {schema.get('format', '')}".strip()


def _inner(schema: Schema) -> Schema | None:
    """Return the schema of what a list or a mapping keeps; None for anything else."""
    inner = schema.get("items", schema.get("additionalProperties"))
    return inner if isinstance(inner, dict) else None
