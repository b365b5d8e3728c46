"""A window of positions as batches: few messages, and the order of each aggregate kept.

Facts of one name share a message. Where an aggregate's next fact has another name it goes to a
later round, and rounds are sent one after the other; so whoever takes messages in the order sent
meets every aggregate's facts by version.
"""

from collections.abc import Mapping, Sequence

from yggdrasil.bus.batch import Batch
from yggdrasil.eventstore.store import Recorded

Counts = Mapping[str, int]


def batches(
    facts: Sequence[Recorded],
    *,
    home: str,
    start: int,
    end: int,
    hearers: Mapping[str, Sequence[str]],
    counts: Counts,
) -> list[Batch]:
    """Return the messages of a window, in the order to send them.

    Args:
        facts: all facts of the window, by position.
        home: alias of the home.
        start: last position before the window.
        end: last position of the window.
        hearers: hearing apps by name of the fact; facts nobody hears are left out.
        counts: facts published so far, by hearing app.

    Returns:
        One batch for each round and name.
    """
    groups = sorted(_rounds(facts, hearers).items())
    closing = {app: place for place, ((_, name), _) in enumerate(groups) for app in hearers[name]}
    counted = dict(counts)
    made = []
    for place, ((_, name), group) in enumerate(groups):
        before = {app: counted.get(app, 0) for app in hearers[name]}
        made.append(
            Batch(
                home=home,
                name=name,
                start=start,
                end=end,
                closes=tuple(app for app in hearers[name] if closing[app] == place),
                before=before,
                facts=tuple(group),
            )
        )
        counted.update({app: count + len(group) for app, count in before.items()})
    return made


def counted_after(made: Sequence[Batch], counts: Counts) -> dict[str, int]:
    """Return how many facts each app has been sent once these batches are.

    Args:
        made: what `batches` returned.
        counts: facts published before, by hearing app.

    Returns:
        Counts by hearing app.
    """
    after = dict(counts)
    for batch in made:
        after.update({app: count + len(batch.facts) for app, count in batch.before.items()})
    return after


def _rounds(
    facts: Sequence[Recorded], hearers: Mapping[str, Sequence[str]]
) -> dict[tuple[int, str], list[Recorded]]:
    last: dict[tuple[str, str], tuple[int, str]] = {}
    rounds: dict[tuple[int, str], list[Recorded]] = {}
    for fact in facts:
        name = fact.envelope.name
        if name not in hearers:
            continue
        aggregate = fact.envelope.aggregate
        place, previous = last.get((aggregate.kind, aggregate.id), (0, name))
        if previous != name:
            place += 1
        last[aggregate.kind, aggregate.id] = (place, name)
        rounds.setdefault((place, name), []).append(fact)
    return rounds
