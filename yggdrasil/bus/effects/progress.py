"""How far an app has heard a home: claims that stay true, whoever else makes others meanwhile.

A position p is claimed for the lines of the table that heard every fact up to p. Two processes may
run different tables during a rollout; each claim is worded so that neither speaks for the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from yggdrasil import clock
from yggdrasil.bus.carrying.batch import Batch, Place
from yggdrasil.errors import ConflictError
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import current_session

Lines = frozenset[str]
LEFT = {"$ifNull": ["$left", []]}


@dataclass(frozen=True)
class Progress:
    """How far an app has heard a home.

    Attributes:
        position: every fact up to it that one of the lines hears was taken.
        lines: lines of the table, name and handler, of which that is true.
        window: the window that is coming in.
        parts: how many of its batches were taken.
        updated_at: when it last moved; None if it never did.
        left: positions up to which lines heard everything that were in the table once.
        is_clear: whether nothing of the home is put aside here, so that no fact waits for another.
    """

    position: int = 0
    lines: Lines = frozenset()
    window: str = ""
    parts: int = 0
    updated_at: datetime | None = None
    left: Mapping[str, int] = field(default_factory=dict)
    is_clear: bool = False

    def parts_of(self, window: str) -> int:
        """Return how many batches of a window were taken.

        Args:
            window: its id.
        """
        return self.parts if window == self.window else 0

    def after(self, batch: Batch, place: Place) -> Self:
        """Return the progress once a batch is taken; with the last one, its whole window is.

        Args:
            batch: the batch; all before it were taken.
            place: where it stands.
        """
        until = batch.end if place.part == place.parts else 0
        return replace(
            self, position=max(self.position, until), window=batch.window, parts=place.part
        )


class ProgressMovedError(ConflictError):
    """Somebody else has heard more since; what was taken meanwhile is undone."""


@dataclass(frozen=True)
class Streams:
    """The progress of the app that lives in one home.

    Attributes:
        alias: home of the hearing app.
        known: progress as this process left it, by home that tells; others may have moved it.
    """

    alias: str
    known: dict[str, Progress] = field(default_factory=dict)

    def of(self, home: str) -> Progress:
        """Return how far a home was heard.

        Args:
            home: alias of the home that tells.
        """
        found = self._collection.find_one({"_id": home}, session=current_session())
        return Progress() if found is None else _progress(found)

    def all(self) -> dict[str, Progress]:
        """Return how far each home was heard, by its alias; those never heard are left out."""
        found = self._collection.find({}, session=current_session())
        return {one["_id"]: _progress(one) for one in found}

    def heard_all(self, home: str, lines: Lines, *, until: int) -> None:
        """Claim that these lines heard everything up to a position.

        Args:
            home: alias of the home that tells.
            lines: all lines of this process' table.
            until: the position.
        """
        mine = {"$literal": sorted(lines)}
        # Who got further did so for other lines, perhaps fewer.
        is_ahead = {"$gt": ["$position", until]}
        self._claim(
            home,
            {
                "lines": {"$cond": [is_ahead, "$lines", mine]},
                "left": {"$cond": [is_ahead, LEFT, _left_after(mine, but=mine)]},
                "position": {"$max": ["$position", until]},
                "window": {"$ifNull": ["$window", ""]},
                "parts": {"$ifNull": ["$parts", 0]},
            },
        )

    def heard_parts(self, home: str, lines: Lines, *, since: Progress, made: Progress) -> Progress:
        """Claim that these lines took some batches.

        Args:
            home: alias of the home that tells.
            lines: all lines of this process' table.
            since: the progress that the first of them was found to follow.
            made: the progress after the last.

        Returns:
            What is kept now, once the unit of work is committed.

        Raises:
            ProgressMovedError: if there is other progress by now, or something was put aside since.
        """
        unmoved = {"position": since.position, "window": since.window, "parts": since.parts}
        if since.is_clear:
            unmoved["is_clear"] = True
        moved = {
            "position": made.position,
            "window": made.window,
            "parts": made.parts,
            "is_clear": made.is_clear,
            "updated_at": clock.now(),
        }
        wanted, changes = _claim_of(lines, since.lines, moved)
        claimed = self._collection.update_one(
            {"_id": home, **unmoved, "lines": wanted}, changes, session=current_session()
        )
        if claimed.matched_count == 0:
            raise ProgressMovedError(f"{self.alias!r} has heard more of {home!r} meanwhile.")
        return replace(made, lines=lines)

    def not_clear(self, home: str) -> None:
        """Note that something of a home is put aside: whoever claims progress looks at it first.

        Args:
            home: alias of the home that tells.
        """
        self._collection.update_one(
            {"_id": home}, {"$set": {"is_clear": False}}, session=current_session()
        )

    def clear(self) -> None:
        """Note that nothing is put aside; whoever says so has looked in the same unit of work."""
        self._collection.update_many({}, {"$set": {"is_clear": True}}, session=current_session())

    @property
    def _collection(self) -> Any:
        return collection_of(self.alias, "inbox_streams")

    def _claim(self, home: str, changes: Mapping[str, Any]) -> None:
        self._collection.update_one(
            {"_id": home},
            [{"$set": {**changes, "updated_at": clock.now()}}],
            upsert=True,
            session=current_session(),
        )


def _progress(kept: Mapping[str, Any]) -> Progress:
    return Progress(
        position=kept["position"],
        lines=frozenset(kept["lines"]),
        window=kept.get("window") or "",
        parts=kept.get("parts") or 0,
        updated_at=kept["updated_at"].replace(tzinfo=UTC),
        left={one["line"]: one["position"] for one in kept.get("left") or ()},
        is_clear=bool(kept.get("is_clear")),
    )


def _claim_of(lines: Lines, known: Lines, moved: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return what the kept lines must be, and the changes, for a claim by some lines."""
    mine = sorted(lines)
    if known == lines:
        return {"$all": mine, "$size": len(mine)}, {"$set": moved}
    literal = {"$literal": mine}
    others = {
        "lines": {"$setIntersection": ["$lines", literal]},
        "left": _left_after(literal, but=[]),
    }
    stated = {name: {"$literal": value} for name, value in moved.items()}
    return {"$all": mine}, [{"$set": {**stated, **others}}]


def _left_after(mine: Any, *, but: Any) -> Any:
    """Return who has left once the lines are only mine, without those that are back."""
    gone = {"$setDifference": [{"$ifNull": ["$lines", []]}, mine]}
    back = {"$in": ["$$one.line", but]}
    return {
        "$concatArrays": [
            {"$filter": {"input": LEFT, "as": "one", "cond": {"$not": [back]}}},
            {
                "$map": {
                    "input": gone,
                    "as": "line",
                    "in": {"line": "$$line", "position": "$position"},
                }
            },
        ]
    }
