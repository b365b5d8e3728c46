"""What the way back would not find, kept aside: by construction, nothing is lost.

While a document is split, it is merged again at once; where the outcome differs, the old value
and the outcome are kept, field by field. The way back puts the old value where the outcome still
stands; a field that was changed since the cut-over keeps its change.
"""

import math
from collections.abc import Collection
from typing import Any

from yggdrasil.cutover.mapping.documents import Document

Change = dict[str, Any]
# Mongoose counts changes of arrays in it; a merged document starts anew.
VERSION_KEY = "__v"


def name_of(source: str, key: Any, *, spelling: str = "") -> Document:
    """Return the `_id` under which a document's remainder is kept.

    Args:
        source: what mappings call the predecessor's collection.
        key: of the predecessor's document; of one that is kept whole, see `raw.alone`.
        spelling: what the predecessor calls the collection, if it has it under several names and
            this is not the first.
    """
    return {"of": source, "key": key} | ({"in": spelling} if spelling else {})


def is_same(first: Any, second: Any) -> bool:
    """Return whether two values mean the same to the predecessor.

    Numbers count by value, since JavaScript has one kind of them; yes and 1 differ.

    Args:
        first: a BSON value.
        second: another.
    """
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(
            is_same(value, second[name]) for name, value in first.items()
        )
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(is_same, first, second))
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, float) and isinstance(second, float) and math.isnan(first):
        return math.isnan(second)
    return bool(first == second)


def difference(was: Document, became: Document, *, doubtful: Collection[str] = ()) -> list[Change]:
    """Return where two documents differ.

    Args:
        was: the old document, or the fields of it that matter.
        became: what the way back makes of its parts.
        doubtful: top-level fields of which a value was repaired; they are compared by type, too.

    Returns:
        Changes of `path` (steps of names), `was` and `became`, each left out where there is no
        value. Lists are taken whole.
    """
    odd = {
        name: value
        for name, value in was.items()
        if name not in became or name in doubtful or value != became[name]
    }
    now = {name: value for name, value in became.items() if name in odd or name not in was}
    changes = _differences(odd, now, [])
    return [change for change in changes if not _is_fresh_version(change)]


def restore(document: Document, changes: list[Change]) -> Document:
    """Return the document with old values where the outcome still stands.

    Args:
        document: what the way back makes of its parts today.
        changes: what `difference` found when the document was split.

    Returns:
        The same document, changed.
    """
    for change in changes:
        place: Any = document
        *steps, last = change["path"]
        for step in steps:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict) and _stands(place, last, change):
            if "was" in change:
                place[last] = change["was"]
            else:
                del place[last]
    return document


def _differences(was: Document, became: Document, path: list[str]) -> list[Change]:
    changes: list[Change] = []
    for name, value in was.items():
        if name not in became:
            changes.append({"path": [*path, name], "was": value})
        elif isinstance(value, dict) and isinstance(became[name], dict):
            changes += _differences(value, became[name], [*path, name])
        elif not is_same(value, became[name]):
            changes.append({"path": [*path, name], "was": value, "became": became[name]})
    changes += [
        {"path": [*path, name], "became": value}
        for name, value in became.items()
        if name not in was
    ]
    return changes


def _is_fresh_version(change: Change) -> bool:
    return change["path"] == [VERSION_KEY] and "was" not in change


def _stands(place: Document, name: str, change: Change) -> bool:
    if "became" not in change:
        return name not in place
    return name in place and is_same(place[name], change["became"])
