"""Several collections of one source, read as if they were one."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, islice

import bson

from yggdrasil.cutover.mapping.documents import decode
from yggdrasil.cutover.sources.source import Batch, Source


def distinct(
    source: Source, collections: Iterable[str], *, path: str, after: str | None, size: int
) -> Iterator[Batch]:
    """Read the different texts of a field, sorted by code point.

    Args:
        source: the predecessor.
        collections: their names.
        path: dotted path of the field.
        after: text behind which to begin; None for the first.
        size: most texts of one batch.

    Yields:
        Batches as those of `Source.distinct`.
    """
    told = (
        (decode(body)["_id"] for batch in batches for body in batch.bodies)
        for batches in [
            source.distinct(it, path=path, after=after, size=size) for it in collections
        ]
    )
    texts = (text for text, _ in groupby(merge(*told)))
    while some := list(islice(texts, size)):
        yield Batch([bson.encode({"_id": text}) for text in some], some.__getitem__)
