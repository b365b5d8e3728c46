"""What else must be known to split a batch: look-ups, asked batch by batch, in bounded memory."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bson import ObjectId

from yggdrasil.cutover.catalogue import Library
from yggdrasil.cutover.mapping.collection import CollectionMapping, Lookup
from yggdrasil.cutover.mapping.documents import Document, values_at
from yggdrasil.cutover.mapping.moments import LONG_AGO, UNSAID

# Answers kept from earlier batches: many documents name the same few others.
_MOST_ANSWERS = 50_000
# A collection of fewer documents, each perhaps some kilobytes, is read as a whole at once.
_MOST_AT_ONCE = 10_000
_SOMETHING: Document = {}


class Lookups:
    """The look-ups of one mapping."""

    def __init__(self, library: Library, mapping: CollectionMapping) -> None:
        """Ask nothing yet.

        Args:
            library: where to look.
            mapping: says what it has to know.
        """
        everybody = library.size_of(mapping.source)
        self._askers = {
            lookup.name: _asker(lookup)(library, lookup, everybody) for lookup in mapping.looks_up
        }

    def answer(self, documents: list[Document]) -> dict[str, dict[Any, Any]]:
        """Return what is known about some documents.

        Args:
            documents: a batch.

        Returns:
            Name of the look-up to key to answer; a key without one is absent or None.
        """
        return {name: asker.answer(documents) for name, asker in self._askers.items()}


def _asker(lookup: Lookup) -> "type[_Counted | _Earliest | _Folded | _Gathered | _Single]":
    if lookup.counts:
        return _Counted
    if lookup.earliest:
        return _Earliest
    if lookup.is_keys:
        return _Gathered
    return _Folded if lookup.fold else _Single


class _Asker:
    def __init__(self, library: Library, lookup: Lookup, everybody: int) -> None:
        self._library = library
        self._lookup = lookup
        self._everybody = everybody

    def _is_all(self, keys: set[Any]) -> bool:
        """Return whether the batch is the whole collection, and each asks about itself."""
        return self._lookup.asks == ("_id",) and len(keys) >= self._everybody


class _Counted(_Asker):
    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask how many there are for all keys of the batch."""
        lookup = self._lookup
        answers: dict[Any, dict[tuple[Any, ...], int]] = {}
        keys = keys_of(lookup, documents)
        for key, values, number in self._library.count_by(
            lookup.collection,
            path=lookup.path,
            keys=keys,
            by=lookup.counts,
            is_all=self._is_all(keys),
        ):
            counts = answers.setdefault(key, {})
            counts[values] = counts.get(values, 0) + number
        return answers


class _Gathered(_Asker):
    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask for the keys of all that is named by the batch."""
        lookup = self._lookup
        answers: dict[Any, list[Any]] = {}
        keys = keys_of(lookup, documents)
        for value, found in self._library.keys_by(
            lookup.collection, path=lookup.path, keys=keys, is_all=self._is_all(keys)
        ):
            answers.setdefault(value, []).extend(found)
        return answers


class _Earliest(_Asker):
    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask for the earliest moment for each key of the batch."""
        lookup = self._lookup
        answers: dict[Any, datetime] = {}
        for key, moment in self._library.earliest(
            lookup.collection, path=lookup.path, keys=keys_of(lookup, documents), by=lookup.earliest
        ):
            answers[key] = min(moment, answers.get(key, moment))
        return {key: LONG_AGO if it == UNSAID else it for key, it in answers.items()}


class _Folded(_Asker):
    def __init__(self, library: Library, lookup: Lookup, everybody: int) -> None:
        super().__init__(library, lookup, everybody)
        self._is_small = library.size_of(lookup.collection) <= _MOST_AT_ONCE
        self._whole: dict[Any, Any] | None = None

    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask for all keys of the batch, and fold what is found for each."""
        lookup = self._lookup
        if self._is_small:
            if self._whole is None:
                found = self._library.read(lookup.collection, fields=lookup.fields)
                self._whole = self._folded(found)
            return self._whole
        keys = keys_of(lookup, documents)
        if not keys:
            return {}
        found = self._library.find(
            lookup.collection, path=lookup.path, keys=keys, fields=lookup.fields
        )
        return self._folded(found, keys)

    def _folded(self, found: Iterable[Document], keys: set[Any] | None = None) -> dict[Any, Any]:
        path, fold = self._lookup.path, self._lookup.fold
        answers: dict[Any, Any] = {}
        if fold is None:
            return answers
        for document in found:
            for value in _keys_in(document, path):
                if keys is None or value in keys:
                    answers[value] = fold(answers.get(value), document)
        return answers


class _Single(_Asker):
    def __init__(self, library: Library, lookup: Lookup, everybody: int) -> None:
        super().__init__(library, lookup, everybody)
        self._answers: dict[Any, Document | None] = {}
        is_by_key = lookup.path == "_id"
        self._is_small = is_by_key and library.size_of(lookup.collection) <= _MOST_AT_ONCE
        self._is_whole = False

    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask only for keys that no earlier batch asked for."""
        if self._is_whole:
            return self._answers
        keys = keys_of(self._lookup, documents)
        if keys and self._is_small:
            self._is_whole = True
            self._keep(self._library.read(self._lookup.collection, fields=self._lookup.fields))
            return self._answers
        missing = keys.difference(self._answers)
        if len(self._answers) + len(missing) > _MOST_ANSWERS:
            # The batches so far are done with: what they knew is forgotten as a whole.
            self._answers, missing = {}, keys
        if missing:
            self._ask(missing)
        return self._answers

    def _ask(self, keys: set[Any]) -> None:
        lookup = self._lookup
        self._answers.update(dict.fromkeys(keys))
        self._keep(
            self._library.find(lookup.collection, path=lookup.path, keys=keys, fields=lookup.fields)
        )

    def _keep(self, found: Iterable[Document]) -> None:
        path = self._lookup.path
        # Where only existence is asked for, one document stands for all.
        is_existence = self._lookup.fields == (path,)
        for document in found:
            answer = _SOMETHING if is_existence else document
            for value in _keys_in(document, path):
                self._answers[value] = answer


def keys_of(lookup: Lookup, documents: Iterable[Document]) -> set[Any]:
    """Return the different keys that documents ask about.

    Args:
        lookup: says where a document names them.
        documents: a batch.

    Returns:
        Keys in no order that means anything; what cannot be a key is left out.
    """
    asks = lookup.asks
    if callable(asks):
        return {key for document in documents for key in asks(document) if type(key) in _KEYS}
    keys: set[Any] = set()
    for name in asks:
        keys.update(key for document in documents if type(key := document.get(name)) in _KEYS)
    return keys


def _keys_in(found: Document, path: str) -> Iterable[Any]:
    """Return the keys that stand in a field, each once."""
    value = found.get(path)
    if type(value) in _KEYS:
        return (value,)
    if type(value) is list:
        return {it for it in value if type(it) in _KEYS}
    return {it for it in values_at(found, path) if type(it) in _KEYS}


_KEYS = frozenset({ObjectId, str})
