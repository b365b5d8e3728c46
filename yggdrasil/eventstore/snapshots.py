"""Snapshots shorten a replay; whatever is wrong with one, the replay goes without it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from hashlib import sha256
from typing import Any, TypeVar, get_type_hints

from pymongo.errors import DuplicateKeyError

from yggdrasil import clock, codec
from yggdrasil.errors import YggdrasilError
from yggdrasil.events.envelope import Envelope
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.homes import collection_of

State = TypeVar("State")

log = get_logger(__name__)


def schema_of(kind: type[Any]) -> str:
    """Return a digest of a state's shape, so that a snapshot of another shape is not trusted.

    Args:
        kind: the dataclass of the state.

    Returns:
        64 hexadecimal digits that change with any field's name or type.
    """
    hints = get_type_hints(kind)
    shape = ";".join(f"{field.name}:{hints[field.name]}" for field in fields(kind))
    return sha256(shape.encode()).hexdigest()


def take(alias: str, *, kind: str, aggregate_id: str, version: int, state: object) -> None:
    """Keep the state of an aggregate; call it after the commit, never on the way of a write.

    Args:
        alias: home of the aggregate.
        kind: `<app>.<model>`.
        aggregate_id: id of the aggregate.
        version: last version that the state contains.
        state: a frozen dataclass.
    """
    document = {
        "version": version,
        "schema": schema_of(type(state)),
        "state": codec.to_plain(state),
        "taken_at": clock.now(),
    }
    collection = collection_of(alias, "event_snapshots")
    older = {"_id": f"{kind}/{aggregate_id}", "version": {"$lt": version}}
    # Where there is a newer one the upsert meets its key and is refused, as it should be.
    with suppress(DuplicateKeyError):
        collection.update_one(older, {"$set": document}, upsert=True)


def replay(
    store: MongoEventStore,
    *,
    kind: str,
    aggregate_id: str,
    initial: State,
    apply: Callable[[State, Envelope], State],
) -> tuple[State, int]:
    """Return the state of an aggregate from its history.

    Args:
        store: the home's facts.
        kind: `<app>.<model>`.
        aggregate_id: id of the aggregate.
        initial: state before the first fact, a frozen dataclass.
        apply: returns the state after one more fact; has no effect.

    Returns:
        The state and the version it is at; the same with and without a snapshot.
    """
    state, version = _from_snapshot(store.alias, f"{kind}/{aggregate_id}", initial)
    for fact in store.read_stream(kind=kind, aggregate_id=aggregate_id, after=version):
        state, version = apply(state, fact), fact.aggregate.version
    return state, version


def _from_snapshot(alias: str, key: str, initial: State) -> tuple[State, int]:
    try:
        found = collection_of(alias, "event_snapshots").find_one(
            {"_id": key, "schema": schema_of(type(initial))}
        )
        if found is not None:
            return codec.from_builtins(found["state"], type(initial)), int(found["version"])
    except (YggdrasilError, KeyError, TypeError, ValueError) as error:
        log.warning("Snapshot ignored.", snapshot=key, error=str(error))
    return initial, 0
