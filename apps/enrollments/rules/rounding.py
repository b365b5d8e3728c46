"""Rounding as the predecessor did it, so that figures carried over compare equal."""

from fractions import Fraction


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
    numerator, denominator = value.as_integer_ratio()
    return rounded_share(numerator, denominator)


def rounded_share(numerator: int, denominator: int) -> int:
    """Return what one number is of another, rounded as `round_half_up` does.

    Args:
        numerator: any number.
        denominator: 1 or more.
    """
    return (2 * numerator + denominator) // (2 * denominator)
