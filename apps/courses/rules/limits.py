"""What an outline may hold: new parts well formed, the whole far below MongoDB's 16 MB.

Parts that came from the predecessor are not judged again when something else is edited.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from apps.courses.data import ChapterData, ContentData, SectionData
from apps.courses.rules.contents import faults_of_content
from apps.courses.rules.outline import Outline, Part, walk
from yggdrasil import codec
from yggdrasil.errors import FieldError, InvalidError
from yggdrasil.faults import faults_of_number, faults_of_text, told_of

MOST_CHAPTERS = 100
MOST_SECTIONS = 100
MOST_CONTENT = 100
MOST_PARTS = 4_000
# As JSON, which is about as long as BSON; a document may have 16 MB, other parts are small.
MOST_BYTES = 8_000_000
_MOST_FAULTS_TOLD = 50


class InvalidPartError(InvalidError):
    """Something in a part of the outline does not fit; `errors` names each field."""


class OutlineTooLargeError(InvalidError):
    """The outline would outgrow its document: split the course, or link to files."""


class DuplicatePartError(InvalidError):
    """Two parts of one outline have the same id."""


def check_part(part: Part) -> None:
    """Return if a part, and all that is in it, is well formed.

    Args:
        part: a chapter, a section or a piece of content, about to be added or changed.

    Raises:
        OutlineTooLargeError: if it holds more than an outline may.
        InvalidPartError: naming the fields that do not fit, at most 50 of them.
    """
    _check_counts([part])
    check_fits("part", _faults(part))


def check_fits(noun: str, faults: Iterable[FieldError]) -> None:
    """Return if nothing is wrong with a part, or with something in it.

    Args:
        noun: what it is, for the message.
        faults: what is wrong with it.

    Raises:
        InvalidPartError: naming the fields that do not fit, at most 50 of them.
    """
    told = tuple(islice(faults, _MOST_FAULTS_TOLD))
    if told:
        raise InvalidPartError(told_of(noun, told), errors=told)


def check_outline(outline: Outline) -> None:
    """Return if an outline fits into its document.

    Args:
        outline: all chapters, each part with its id.

    Raises:
        OutlineTooLargeError: if it has too many parts or bytes.
        DuplicatePartError: if an id is used twice.
    """
    _check_count("chapters in a course", len(outline), MOST_CHAPTERS)
    parts = list(walk(outline))
    _check_count("parts in a course", len(parts), MOST_PARTS)
    _check_counts(parts)
    part_id, times = max(Counter(part.id for part in parts).items(), key=_times, default=("", 1))
    if times > 1:
        raise DuplicatePartError(f"{part_id} is the id of {times} parts of the outline.")
    _check_bytes(outline)


def _times(item: tuple[str, int]) -> int:
    return item[1]


def _check_counts(parts: list[Part]) -> None:
    for part in parts:
        if isinstance(part, ChapterData):
            _check_count("sections in a chapter", len(part.sections), MOST_SECTIONS)
        elif isinstance(part, SectionData):
            _check_count("pieces of content in a section", len(part.content), MOST_CONTENT)


def _check_count(what: str, held: int, most: int) -> None:
    if held > most:
        raise OutlineTooLargeError(f"{held} {what} are too many: {most} fit. Split the course.")


def _check_bytes(outline: Outline) -> None:
    size = len(codec.encode(outline))
    if size > MOST_BYTES:
        raise OutlineTooLargeError(
            f"The outline has {size:,} bytes; {MOST_BYTES:,} fit in one course. "
            "Split the course, or put long texts into files."
        )


def _faults(part: Part, prefix: str = "") -> Iterator[FieldError]:
    """Find what is wrong with a part, and below it; `prefix` ends with a dot unless it is empty."""
    is_titled = not isinstance(part, ContentData)
    yield from faults_of_text(f"{prefix}title", part.title, most=100, is_required=is_titled)
    minutes = part.estimated_minutes
    yield from faults_of_number(f"{prefix}estimated_minutes", minutes, least=0, most=100_000)
    if isinstance(part, ContentData):
        yield from faults_of_content(prefix, part)
        return
    yield from faults_of_text(f"{prefix}description", part.description, most=500)
    name = "sections" if isinstance(part, ChapterData) else "content"
    children: tuple[Part, ...] = getattr(part, name)
    for number, child in enumerate(children):
        yield from _faults(child, f"{prefix}{name}.{number}.")
