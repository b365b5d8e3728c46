"""What may be said about a course, beside its outline."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.courses.data import CourseDetails, CourseMaterialData, CourseSettingsData
from yggdrasil.errors import ConflictError, FieldError, InvalidError
from yggdrasil.faults import (
    faults_of_address,
    faults_of_list,
    faults_of_number,
    faults_of_text,
    told_of,
)
from yggdrasil.ids import is_id

MOST_MATERIALS = 200
MOST_COLLABORATORS = 50
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")


class InvalidCourseError(InvalidError):
    """Something said about the course does not fit; `errors` names each field."""


class TooManyError(ConflictError):
    """The course has as many of these as one document should hold."""


def tidied(details: CourseDetails) -> CourseDetails:
    """Return the details without the traces of typing.

    Args:
        details: as written.

    Returns:
        Texts without spaces around them, the code in capitals, tags small and named once.
    """
    code = (details.code or "").strip().upper()
    tags = dict.fromkeys(tag.strip().lower() for tag in details.tags)
    return replace(
        details,
        title=details.title.strip(),
        description=details.description.strip(),
        category=details.category.strip(),
        thumbnail=details.thumbnail.strip(),
        code=code or None,
        tags=tuple(tag for tag in tags if tag),
        prerequisites=tuple(filter(None, (text.strip() for text in details.prerequisites))),
        prerequisite_ids=tuple(dict.fromkeys(details.prerequisite_ids)),
    )


def check_details(details: CourseDetails) -> None:
    """Return if all that is said about a course fits.

    Args:
        details: tidied details.

    Raises:
        InvalidCourseError: naming every field that does not.
    """
    _raise_if_any("course", tuple(_faults_of_details(details)))


def check_material(material: CourseMaterialData) -> None:
    """Return if a course material can be kept.

    Args:
        material: the material.

    Raises:
        InvalidCourseError: naming every field that does not fit.
    """
    faults = (
        *faults_of_text("name", material.name, most=100, is_required=True),
        *faults_of_text("description", material.description, most=300),
        *faults_of_address("url", material.url, is_required=True),
        *faults_of_number("size_bytes", material.size_bytes, least=1, most=10**12),
    )
    _raise_if_any("material", faults)


def check_room_for(what: str, *, held: int, most: int) -> None:
    """Return if one more fits.

    Args:
        what: plural noun, for the message.
        held: how many there are.
        most: how many there may be.

    Raises:
        TooManyError: if none fits.
    """
    if held >= most:
        raise TooManyError(f"A course holds at most {most} {what}; remove one first.")


def _faults_of_details(details: CourseDetails) -> Iterator[FieldError]:
    yield from faults_of_text("title", details.title, most=100, is_required=True)
    yield from faults_of_text("description", details.description, most=1_000, is_required=True)
    yield from faults_of_text("category", details.category, most=50, is_required=True)
    yield from faults_of_address("thumbnail", details.thumbnail)
    yield from faults_of_list("tags", details.tags, most=20, longest=30)
    yield from faults_of_list("prerequisites", details.prerequisites, most=20, longest=100)
    yield from _faults_of_ids("prerequisite_ids", details.prerequisite_ids, most=20)
    yield from faults_of_number(
        "estimated_minutes", details.estimated_minutes, least=0, most=1_000_000
    )
    if details.code is not None and not _CODE.fullmatch(details.code):
        message = "A code is 1 to 20 capital letters, digits, dots, dashes and underscores."
        yield FieldError(field="code", message=message)
    yield from _faults_of_settings(details.settings)


def _faults_of_ids(field: str, texts: tuple[str, ...], *, most: int) -> Iterator[FieldError]:
    yield from faults_of_list(field, texts, most=most, longest=24)
    for position, text in enumerate(texts[:most]):
        if text.strip() and not is_id(text):
            yield FieldError(field=f"{field}.{position}", message="It is no id.")


def _faults_of_settings(settings: CourseSettingsData) -> Iterator[FieldError]:
    yield from faults_of_number("settings.capacity", settings.capacity, least=1, most=10_000)
    starts_at, ends_at = settings.starts_at, settings.ends_at
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        yield FieldError(field="settings.ends_at", message="It is not after the start.")


def _raise_if_any(noun: str, faults: tuple[FieldError, ...]) -> None:
    if faults:
        raise InvalidCourseError(told_of(noun, faults), errors=faults)
