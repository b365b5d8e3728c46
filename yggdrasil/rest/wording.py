"""Sentences about wrong fields and parameters, worded alike everywhere."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from yggdrasil.errors import FieldError


def all_told(errors: Iterable[FieldError]) -> str:
    """Return what is wrong with several fields as one text.

    Args:
        errors: one by field.

    Returns:
        Their sentences, each after the name of its field.
    """
    return " ".join(f"{error.field}: {error.message}" for error in errors)


def suggestion(name: str, known: Collection[str]) -> str:
    """Return the words that point from a mistyped name to a known one.

    Args:
        name: what was sent.
        known: what is known.

    Returns:
        A sentence after a space; nothing if no known name is close.
    """
    close = get_close_matches(name[:100], list(known), n=1)
    return f" Did you mean {close[0]}?" if close else ""
