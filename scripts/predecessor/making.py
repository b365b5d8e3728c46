"""A whole predecessor, document by document, and where to put it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from scripts.predecessor import cohorts, lessons, older, people, timetable
from scripts.predecessor.chance import Chance, Document
from scripts.predecessor.size import Size
from yggdrasil.cutover.sources.extended_json import dumps

# Those of the predecessor that its look-ups lean on; the unique ones first.
UNIQUE = {
    "users": ("email",),
    "courses": ("slug",),
    "news_articles": ("slug",),
    "promotion_progress": ("promotionId", "studentId"),
    "event_attendance": ("eventId", "studentId"),
}
PLAIN = {
    "promotions": ("studentIds",),
    "promotion_progress": ("studentId",),
    "event_attendance": ("studentId", "promotionId"),
    "events": ("promotionIds",),
}
Maker = Callable[[int, Size, Chance], Document]
_AT_ONCE = 2_000


def collections(size: Size) -> dict[str, tuple[int, Maker]]:
    """Return how many documents each collection has, and what makes one.

    Args:
        size: of the predecessor.
    """
    return {
        "users": (size.users, people.user),
        "courses": (size.courses, lessons.course),
        "news_articles": (size.articles, lessons.article),
        "promotions": (size.promotions, cohorts.promotion),
        "promotion_progress": (size.rows, cohorts.row),
        "events": (size.events, timetable.event),
        "event_attendance": (size.attendance, timetable.attendance),
    }


def documents(size: Size, collection: str, maker: Maker, count: int) -> Iterator[Document]:
    """Make the documents of one collection.

    Args:
        size: of the predecessor.
        collection: its name.
        maker: makes one.
        count: how many.

    Yields:
        Each document, in the order of its key.
    """
    chance = Chance(f"{size.seed}/{collection}")
    for number in range(count):
        yield maker(number, size, chance)


def make(size: Size, *, is_older: bool = False) -> dict[str, Iterator[Document]]:
    """Make a predecessor.

    Args:
        size: how large.
        is_older: True for one that also has the collections of the older design, and such as
            nobody reads.

    Returns:
        Documents by collection, made as they are read.
    """
    made = {
        name: documents(size, name, maker, count)
        for name, (count, maker) in collections(size).items()
    }
    if is_older:
        made |= older.collections(size)
    return made


def load(size: Size, database: Database[Any], *, is_older: bool = False) -> int:
    """Make a predecessor in a live database, which is emptied first.

    Args:
        size: how large.
        database: where.
        is_older: see `make`.

    Returns:
        How many documents it has.
    """
    database.client.drop_database(database.name)
    total = 0
    for name, made in make(size, is_older=is_older).items():
        while some := list(islice(made, _AT_ONCE)):
            total += len(database[name].insert_many(some, ordered=False).inserted_ids)
    if size.is_indexed:
        _index(database)
    return total


def _index(database: Database[Any]) -> None:
    for name, fields in UNIQUE.items():
        # Some of the faults are such as an index would have kept out: then there was none.
        with suppress(DuplicateKeyError):
            database[name].create_index([(field, 1) for field in fields], unique=True)
    for name, fields in PLAIN.items():
        database[name].create_index([(field, 1) for field in fields])


def write(size: Size, folder: Path, *, is_older: bool = False) -> int:
    """Make a predecessor in a folder of JSON lines.

    Args:
        size: how large.
        folder: where; made if it is not there.
        is_older: see `make`.

    Returns:
        How many documents it has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, made in make(size, is_older=is_older).items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for document in made:
                file.write(dumps(document) + "\n")
                total += 1
    return total
