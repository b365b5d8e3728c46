"""Rounding as the predecessor did it, so that figures carried over compare equal."""

from fractions import Fraction
from math import floor

_HALF = Fraction(1, 2)


def round_half_up(value: float | Fraction) -> int:
    """Return the nearest whole number, a half going up.

    Python's `round` sends a half to the even neighbour, JavaScript's `Math.round` upwards; the
    school's figures have always been the latter. Computed exactly, so that no binary fraction
    tips a half.

    Args:
        value: a finite number.

    Returns:
        The whole number.

    Source: `Math.round` in the predecessor's progress service.
    """
    return floor(Fraction(value) + _HALF)
