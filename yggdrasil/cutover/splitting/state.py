"""Where the homes stand before a run: empty, half filled from this source, filled, or another's."""

from collections.abc import Iterable
from dataclasses import dataclass

from yggdrasil.cutover.catalogue import Chapter
from yggdrasil.cutover.homes.book import VERIFIED, Book
from yggdrasil.cutover.homes.targets import first_of, home_name, tables_of
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.errors import ConflictError


class ForeignDataError(ConflictError):
    """A home holds documents that this cut-over did not write."""


@dataclass(frozen=True, kw_only=True)
class State:
    """Where the homes stand.

    Attributes:
        is_begun: whether an earlier run filled some of them from this source.
        verified_run: what the book says of a run that ended verified; None if none has.
    """

    is_begun: bool
    verified_run: Document | None


def look(chapters: Iterable[Chapter], *, fingerprint: str) -> State:
    """Return where the homes stand.

    Args:
        chapters: whose homes.
        fingerprint: of the source.

    Returns:
        The state, if they may be filled from this source.

    Raises:
        ForeignDataError: if one holds anything else.
    """
    runs = [_run_of(chapter, fingerprint) for chapter in chapters]
    verified = [run for run in runs if run and run["state"] == VERIFIED]
    return State(
        is_begun=any(runs),
        verified_run=verified[0] if runs and len(verified) == len(runs) else None,
    )


def _run_of(chapter: Chapter, fingerprint: str) -> Document | None:
    run = Book(chapter.alias).run()
    if run is None or "fingerprint" not in run:
        _refuse_foreign(chapter)
        return None
    if run["fingerprint"] != fingerprint:
        raise ForeignDataError(
            f"{home_name(chapter.alias)} was filled from another predecessor, or from this one "
            f"before it changed: {run['source']}, begun {run['started_at']:%Y-%m-%d %H:%M} UTC. "
            "Use empty databases, or give the source of that run."
        )
    return run


def _refuse_foreign(chapter: Chapter) -> None:
    for table in tables_of(chapter.app):
        key = first_of(chapter.alias, table)
        if key is not None:
            raise ForeignDataError(
                f"{home_name(chapter.alias)} holds documents that did not come from a predecessor: "
                f"collection {table}, for example {key}. Use empty databases "
                "(name others, or drop these), then run manage.py migrate_all."
            )
