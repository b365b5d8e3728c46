"""The database engine beside the bare driver: units of work, commands, pages, contention."""

import os
import threading
from collections.abc import Callable
from functools import cache, partial
from statistics import quantiles
from time import perf_counter
from typing import Any

import django
from pymongo import MongoClient
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from scripts.benches.harness import Case, Figure, Readings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")
django.setup()

from django.db import connections
from django_mongodb_backend.compiler import SQLCompiler as OfficialCompiler

from apps.news.models import Article
from yggdrasil.mongodb.compiler import SQLCompiler
from yggdrasil.mongodb.options import with_defaults
from yggdrasil.mongodb.unit_of_work import current_unit, unit_of_work

ALIAS = "news"
ROWS = 20_000
PAGE = 20
WRITERS = 16
TURNS = 20

NEWS = unit_of_work(ALIAS)


@cache
def bare() -> MongoClient[dict[str, Any]]:
    """Return a client of nobody's, without watches, with the options of ours."""
    return MongoClient(**with_defaults({"host": connections[ALIAS].settings_dict["HOST"]}))


def collection(client: MongoClient[dict[str, Any]]) -> Any:
    """Return the collection both sides write to, through one client or the other."""
    return client["yggdrasil_bench"]["counters"]


@cache
def ours() -> MongoClient[dict[str, Any]]:
    """Return the engine's own client."""
    connections[ALIAS].ensure_connection()
    return connections[ALIAS].connection


def in_turns(first: Callable[[], object], second: Callable[[], object], times: int) -> list[float]:
    """Run two things in turns; return the microseconds of each in its quieter quarter.

    Whatever else the machine does only ever adds, and to whichever side it hits.
    """
    readings: dict[Callable[[], object], list[float]] = {first: [], second: []}
    for turn in range(times):
        # Who runs second finds the server warm, or busy with the first one's journal.
        for run in (first, second) if turn % 2 else (second, first):
            began = perf_counter()
            run()
            readings[run].append(perf_counter() - began)
    return [quantiles(seconds, n=4)[0] * 1e6 for seconds in readings.values()]


def write_twice(counters: Any, session: Any) -> None:
    """Make the two writes that both sides make."""
    counters.insert_one({"text": "written"}, session=session)
    counters.update_one({"_id": 0}, {"$inc": {"count": 1}}, upsert=True, session=session)


def bare_transaction() -> None:
    """Write twice in a transaction, as a careful caller of the driver would."""
    with bare().start_session() as session:
        concern = WriteConcern("majority", j=True)
        with session.start_transaction(ReadConcern("snapshot"), concern):
            write_twice(collection(bare()), session)


def unit() -> None:
    """Write the same in a unit of work."""
    NEWS.run(lambda: write_twice(collection(ours()), current_unit().session))  # type: ignore[union-attr]


def units() -> Readings:
    """Measure what a unit of work adds to a transaction."""
    for client in (bare(), ours()):
        collection(client).drop()
    in_turns(unit, bare_transaction, 20)
    return dict(zip(("unit", "bare"), in_turns(unit, bare_transaction, 300), strict=True))


def commands() -> Readings:
    """Measure what the watches add to the cheapest of all commands."""
    watched, unwatched = (partial(client.admin.command, "ping") for client in (ours(), bare()))
    in_turns(watched, unwatched, 100)
    return dict(zip(("watched", "unwatched"), in_turns(watched, unwatched, 1_000), strict=True))


@cache
def fill() -> None:
    """Fill a collection that has an index on what it is ordered by."""
    rows = connections[ALIAS].database[Article._meta.db_table]
    rows.drop()
    rows.create_index([("title", 1), ("_id", 1)])
    rows.insert_many({"title": f"{number:06}"} for number in range(ROWS))


def page_by(compiler: type[OfficialCompiler]) -> None:
    """Read a page in order, as one compiler or the other asks for it."""
    query = Article.objects.only("title").order_by("title", "pk")[:PAGE].query
    compiler(query, connections[ALIAS], ALIAS).execute_sql()


def pages() -> Readings:
    """Measure a page of an ordered list beside the same page by the official backend."""
    fill()
    page, official = partial(page_by, SQLCompiler), partial(page_by, OfficialCompiler)
    return dict(zip(("page", "official"), in_turns(page, official, 20), strict=True))


def count_bare() -> None:
    """Raise one counter by the driver's own way of running a transaction again."""
    with bare().start_session() as session:
        session.with_transaction(
            partial(raise_counter, collection(bare())),
            ReadConcern("snapshot"),
            WriteConcern("majority", j=True),
        )


def count_ours() -> None:
    """Raise the same counter in a unit of work."""
    NEWS.run(lambda: raise_counter(collection(ours()), current_unit().session))  # type: ignore[union-attr]


def raise_counter(counters: Any, session: Any) -> None:
    """Read a counter and write it back one higher."""
    found = counters.find_one({"_id": 0}, session=session)
    counters.update_one({"_id": 0}, {"$set": {"count": found["count"] + 1}}, session=session)


def rate(work: Callable[[], None]) -> float:
    """Return how often a second many threads do the same work, all on one document."""
    collection(bare()).update_one({"_id": 0}, {"$set": {"count": 0}}, upsert=True)
    threads = [
        threading.Thread(target=lambda: [work() for _ in range(TURNS)]) for _ in range(WRITERS)
    ]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = perf_counter() - began
    counted = collection(bare()).find_one({"_id": 0})
    if counted is None or counted["count"] != WRITERS * TURNS:
        raise RuntimeError(f"Changes were lost: {counted}.")
    return WRITERS * TURNS / seconds


def contention() -> Readings:
    """Measure units of work that all want one document, beside the driver's own retries."""
    return {"ours": rate(count_ours), "bare": rate(count_bare)}


CASES = (
    Case(
        measure=units,
        figures=(
            Figure(
                name="unit of work with two writes",
                unit="us",
                value="unit",
                yardstick="bare",
                ratio_at_most=1.15,
            ),
        ),
    ),
    Case(
        measure=commands,
        figures=(
            Figure(
                name="watched command (ping)",
                unit="us",
                value="watched",
                yardstick="unwatched",
                ratio_at_most=1.25,
            ),
        ),
    ),
    Case(
        measure=pages,
        figures=(
            Figure(
                name="ordered page of 20 in 20,000",
                unit="us",
                value="page",
                yardstick="official",
                ratio_at_most=0.25,
            ),
        ),
    ),
    Case(
        measure=contention,
        figures=(
            Figure(
                name="16 writers of one document",
                unit="units/s",
                value="ours",
                yardstick="bare",
                ratio_at_least=0.8,
            ),
        ),
    ),
)
