"""Enums as Django wants them."""

from enum import StrEnum


def choices_of(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the value and label of every member.

    Args:
        kind: an enum whose values are wire strings.

    Returns:
        Pairs for a field's `choices`.
    """
    return [(member.value, member.name.replace("_", " ").capitalize()) for member in kind]
