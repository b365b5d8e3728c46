"""Kinds of fields that hold keys: the document's own, and those of others."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from bson import Code, DBRef, Decimal128, ObjectId, Regex

from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.kinds import MISSING, repaired
from yggdrasil.ids import derived_id

_BYTES = attrgetter("binary")
# What can be neither looked up nor told apart by its hash.
_UNFIT = (dict, list, Code, DBRef, Decimal128, Regex)


@dataclass(frozen=True, kw_only=True)
class Key:
    """The key of another document; `as_text` where the predecessor spells it as 24 digits."""

    as_text: bool = False

    limit: ClassVar[int] = 0

    @property
    def exact(self) -> type | None:
        """Return what needs no look: keys, where keys belong."""
        return None if self.as_text else ObjectId

    @property
    def is_plain(self) -> bool:
        """Return whether a key is spelled as it is."""
        return not self.as_text

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take a key in either spelling, and none where it is garbage."""
        if type(value) is ObjectId:
            if self.as_text:
                findings.append(repaired("wrong_type", name, value, value))
            return value
        if value is MISSING or value is None:
            return None
        kept = key_in(value)
        if kept is None or not self.as_text:
            findings.append(repaired("string_id" if kept else "wrong_id", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the key in the predecessor's spelling."""
        return str(value) if self.as_text and value is not None else value


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The key of the document itself: kept, and made from the old one where it cannot be kept."""

    collection: str

    exact: ClassVar[type | None] = ObjectId
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the key; for one of another type, a key that is always the same for it."""
        if type(value) is ObjectId:
            return value
        kept = key_in(value) or ObjectId(derived_id("predecessor", self.collection, repr(value)))
        findings.append(repaired("replaced_id", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the key."""
        return value


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A list of keys of other documents; garbage is left out, and so is what comes twice."""

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = True

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the keys of a list."""
        if type(value) is list and len(value) == 1 and type(value[0]) is ObjectId:
            return value
        if value is MISSING or value is None:
            return []
        values = value if isinstance(value, list) else [value]
        keys = [key for key in map(key_in, values) if key is not None]
        kept = list(dict.fromkeys(keys))
        if kept != value:
            findings.append(repaired("wrong_ids", name, value, kept))
        return kept

    def back(self, value: Any) -> Any:
        """Return the keys."""
        return value


def in_order(keys: Iterable[ObjectId]) -> list[ObjectId]:
    """Return keys in their order, compared as the bytes they are, which is quicker.

    Args:
        keys: of documents.
    """
    return sorted(keys, key=_BYTES)


def is_fit(key: Any) -> bool:
    """Return whether a document with such a key can be told from others; else it is kept whole.

    Args:
        key: of a document of the predecessor.
    """
    # What is no number does not even equal itself.
    return not isinstance(key, _UNFIT) and key == key  # noqa: PLR0124


def key_in(value: Any) -> ObjectId | None:
    """Return the key that a value is or spells, or None.

    Args:
        value: anything.
    """
    if isinstance(value, ObjectId):
        return value
    if isinstance(value, str) and ObjectId.is_valid(value.strip()):
        return ObjectId(value.strip())
    return None
