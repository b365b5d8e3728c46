"""A window of positions as batches: few messages, and the order of each aggregate kept.

Facts of one name share a message. Where an aggregate's next fact has another name it goes to a
later round, and rounds are sent one after the other; so whoever takes messages in the order sent
meets every aggregate's facts by version.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from yggdrasil.bus.carrying.batch import Batch, Place, size_of
from yggdrasil.eventstore.store import Recorded
from yggdrasil.ids import new_id

# RabbitMQ 4 refuses messages of 16 MiB; far smaller ones share the wire better.
MOST_BYTES = 2 * 1024 * 1024

Hearing = Mapping[str, Sequence[str]]
Positions = Mapping[str, int]


def batches(
    facts: Sequence[Recorded],
    *,
    home: str,
    end: int,
    hearers: Hearing,
    tables: Mapping[str, str],
    heard: Positions,
) -> list[Batch]:
    """Return the messages of a window, in the order to send them.

    Args:
        facts: all facts of the window, by position.
        home: alias of the home.
        end: last position of the window.
        hearers: hearing apps by name of the fact; facts nobody hears are left out.
        tables: digest of what an app hears of this home, by app.
        heard: position of the last fact handed over so far, by hearing app.

    Returns:
        One batch for each round and name, more where it would be too large.
    """
    window = new_id()
    groups = sorted(_rounds(facts, hearers).items())
    pieces = [(name, piece) for (_, name), group in groups for piece in _pieces(group)]
    parts = Counter(app for name, _ in pieces for app in hearers[name])
    part: Counter[str] = Counter()
    made = []
    for name, piece in pieces:
        part.update(hearers[name])
        places = {
            app: Place(after=heard.get(app, 0), part=part[app], parts=parts[app], table=tables[app])
            for app in hearers[name]
        }
        made.append(
            Batch(home=home, name=name, window=window, end=end, places=places, facts=tuple(piece))
        )
    return made


def heard_after(facts: Sequence[Recorded], *, hearers: Hearing, heard: Positions) -> dict[str, int]:
    """Return the position of the last fact of each hearing app once a window is handed over.

    Args:
        facts: all facts of the window, by position.
        hearers: hearing apps by name of the fact.
        heard: the same before the window.

    Returns:
        Positions by app.
    """
    after = dict(heard)
    for fact in facts:
        after.update(dict.fromkeys(hearers.get(fact.envelope.name, ()), fact.position))
    return after


def _pieces(group: Sequence[Recorded]) -> list[Sequence[Recorded]]:
    """Return a group in pieces that a broker carries; an empty one for a fact that it cannot."""
    size = size_of(group)
    if size is not None and size <= MOST_BYTES:
        return [group]
    if len(group) == 1:
        return [()]
    half = len(group) // 2
    return [*_pieces(group[:half]), *_pieces(group[half:])]


def _rounds(facts: Sequence[Recorded], hearers: Hearing) -> dict[tuple[int, str], list[Recorded]]:
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
