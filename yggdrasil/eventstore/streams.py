"""What both backends decide alike: which versions an append expects, and in what order."""

from collections.abc import Sequence

from yggdrasil.errors import InvalidError
from yggdrasil.events.envelope import Aggregate, Envelope

Stream = tuple[str, str]


class BrokenBatchError(InvalidError):
    """The facts of one aggregate in one append do not follow each other."""


def stream_of(aggregate: Aggregate) -> Stream:
    """Return the key of an aggregate's history.

    Args:
        aggregate: the aggregate, at any version.

    Returns:
        Its kind and its id.
    """
    return aggregate.kind, aggregate.id


def expected_versions(facts: Sequence[Envelope]) -> dict[Stream, Envelope]:
    """Return the first fact of each aggregate in a batch: it must follow what is kept.

    Args:
        facts: one batch.

    Returns:
        First facts by stream.

    Raises:
        BrokenBatchError: if two facts of one aggregate do not follow each other.
    """
    first: dict[Stream, Envelope] = {}
    last: dict[Stream, int] = {}
    for fact in facts:
        aggregate = fact.aggregate
        stream, version = (aggregate.kind, aggregate.id), aggregate.version
        before = last.get(stream)
        if before is None:
            first[stream] = fact
        elif version != before + 1:
            raise BrokenBatchError(
                f"{aggregate.kind} {aggregate.id}: version {version} does not follow {before} in "
                "one append."
            )
        last[stream] = version
    return first
