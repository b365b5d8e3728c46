"""What else must be known to split a batch: look-ups, asked batch by batch, in bounded memory."""

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from yggdrasil.cutover.catalogue import Library
from yggdrasil.cutover.mapping import Document, Lookup
from yggdrasil.cutover.source import values_at

# Answers kept from earlier batches: many documents name the same few others.
_MOST_ANSWERS = 20_000


class Lookups:
    """The look-ups of one mapping."""

    def __init__(self, library: Library, lookups: Iterable[Lookup]) -> None:
        """Ask nothing yet.

        Args:
            library: where to look.
            lookups: what the mapping has to know.
        """
        self._askers = {
            lookup.name: _Single(library, lookup)
            if lookup.fold is None
            else _Folded(library, lookup)
            for lookup in lookups
        }

    def answer(self, documents: list[Document]) -> dict[str, dict[Any, Any]]:
        """Return what is known about some documents.

        Args:
            documents: a batch.

        Returns:
            Name of the look-up to key to answer; a key without one is absent or None.
        """
        return {name: asker.answer(documents) for name, asker in self._askers.items()}


class _Folded:
    def __init__(self, library: Library, lookup: Lookup) -> None:
        self._library = library
        self._lookup = lookup

    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask for all keys of the batch, and fold what is found for each."""
        lookup = self._lookup
        keys = keys_of(lookup, documents)
        answers: dict[Any, Any] = {}
        fold = lookup.fold
        if not keys or fold is None:
            return answers
        for found in self._library.find(
            lookup.collection, path=lookup.path, keys=keys, fields=lookup.fields
        ):
            for value in set(filter(_is_key, values_at(found, lookup.path))):
                if value in keys:
                    answers[value] = fold(answers.get(value), found)
        return answers


class _Single:
    def __init__(self, library: Library, lookup: Lookup) -> None:
        self._library = library
        self._lookup = lookup
        self._answers: dict[Any, Document | None] = {}

    def answer(self, documents: list[Document]) -> dict[Any, Any]:
        """Ask only for keys that no earlier batch asked for."""
        keys = keys_of(self._lookup, documents)
        missing = [key for key in keys if key not in self._answers]
        if len(self._answers) + len(missing) > _MOST_ANSWERS:
            self._answers = {}
            missing = list(keys)
        if missing:
            self._answers.update(dict.fromkeys(missing))
            for found in self._library.find(
                self._lookup.collection,
                path=self._lookup.path,
                keys=missing,
                fields=self._lookup.fields,
            ):
                for value in filter(_is_key, values_at(found, self._lookup.path)):
                    self._answers[value] = found
        return self._answers


def keys_of(lookup: Lookup, documents: Iterable[Document]) -> dict[Any, None]:
    """Return the different keys that documents ask about, in their order.

    Args:
        lookup: says which keys a document asks about.
        documents: a batch.

    Returns:
        A dictionary used as an ordered set; what cannot be a key is left out.
    """
    return dict.fromkeys(
        key for document in documents for key in lookup.keys(document) if _is_key(key)
    )


def _is_key(value: Any) -> bool:
    return type(value) is ObjectId or type(value) is str
