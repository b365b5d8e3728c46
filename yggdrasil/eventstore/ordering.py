"""In what order commits get their positions: by age, but never before what their facts follow."""

from collections.abc import Sequence

from yggdrasil.eventstore.documents import Document, facts_of

# Kind, id and version: where a fact stands in the history of its aggregate.
Place = tuple[str, str, int]


def places_of(commit: Document) -> list[Place]:
    """Return where the facts of a commit stand.

    Args:
        commit: a document of `events`.
    """
    return [_place_of(fact) for fact in facts_of(commit)]


def missing(batch: Sequence[Document]) -> set[Place]:
    """Return what the facts of a batch follow and the batch does not hold.

    Args:
        batch: commits.

    Returns:
        Places, whether or not something waits there.
    """
    places = {place for commit in batch for place in places_of(commit)}
    return {_before(place) for place in places if place[2] > 1} - places


def in_order(batch: Sequence[Document]) -> list[Document]:
    """Return commits by age, each after those of the batch that its facts follow.

    Ids grow with each machine's own clock: a later fact of an aggregate may have the earlier id.

    Args:
        batch: commits.

    Returns:
        The same documents.
    """
    commits = sorted(batch, key=lambda commit: str(commit["_id"]))
    followed = _followed(commits)
    ordered: dict[int, None] = {}
    for number in range(len(commits)):
        trail = [number]
        while trail:
            # Hands may have written what follows each other in a circle; the trail ends there.
            ahead = followed[trail[-1]] - ordered.keys() - set(trail)
            if ahead:
                trail.append(min(ahead))
            else:
                ordered[trail.pop()] = None
    return [commits[number] for number in ordered]


def _followed(commits: Sequence[Document]) -> list[set[int]]:
    """Return, for each commit, which others hold what its facts follow."""
    if len(commits) == 1:
        return [set()]
    places = [places_of(commit) for commit in commits]
    holders = {place: number for number, held in enumerate(places) for place in held}
    return [
        {holders[_before(place)] for place in held if _before(place) in holders} - {number}
        for number, held in enumerate(places)
    ]


def _before(place: Place) -> Place:
    kind, key, version = place
    return kind, key, version - 1


def _place_of(fact: Document) -> Place:
    # What a hand wrote may lack anything, and must not keep the facts of others waiting.
    version = fact.get("aggregate_version")
    kind, key = str(fact.get("aggregate_kind")), str(fact.get("aggregate_id"))
    return kind, key, version if isinstance(version, int) else 0
