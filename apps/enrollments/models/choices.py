"""Enums as Django's choices."""

from enum import StrEnum


def choices_of(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a field that holds one of the words.

    Args:
        words: an enum of `data`.

    Returns:
        Pairs of the value kept and the label that staff read.
    """
    return [(word.value, word.name.replace("_", " ").capitalize()) for word in words]
