"""Ids of demo courses and their parts: the same at every run, so that others may name them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from yggdrasil import ids

T = TypeVar("T")


def course_id_of(key: str) -> str:
    """Return the id of a demo course.

    Args:
        key: key of the course.

    Returns:
        The id.
    """
    return ids.derived_id("demo", "course", key)


def with_ids(part: T, *place: str) -> T:
    """Return a part in which everything that has an id has one that follows from its place.

    Args:
        part: a chapter, section or anything in them.
        place: where it stands, from general to special.

    Returns:
        The part with ids.
    """
    changed = {field.name: _with_ids_in(part, field.name, place) for field in fields(part)}  # type: ignore[arg-type]  # T is a dataclass
    if "id" in changed:
        changed["id"] = ids.derived_id("demo", "part", *place)
    return replace(part, **changed)  # type: ignore[type-var]  # likewise


def _with_ids_in(part: object, name: str, place: tuple[str, ...]) -> Any:
    value = getattr(part, name)
    if isinstance(value, tuple):
        return tuple(
            with_ids(each, *place, name, str(number)) if is_dataclass(each) else each
            for number, each in enumerate(value)
        )
    return with_ids(value, *place, name) if is_dataclass(value) else value
