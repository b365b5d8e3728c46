"""Upcasting: a fact told in an older version, as a hearer of a newer one needs it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]


class BrokenChainError(RuntimeError):
    """A newer version of a fact cannot be made from an older one."""


@dataclass(frozen=True, kw_only=True)
class Upcaster:
    """How the payload of one version becomes that of the next.

    Attributes:
        old: full name of the older version.
        new: full name of the next version.
        by: returns the new payload; takes plain values, changes nothing, needs nothing else.
    """

    old: str
    new: str
    by: Callable[[Payload], Payload]


class Upcasters:
    """All upcasters of this process, by the version they start from."""

    def __init__(self, upcasters: tuple[Upcaster, ...] = ()) -> None:
        """Take the upcasters; each must lead from one version to the next.

        Args:
            upcasters: in any order.

        Raises:
            BrokenChainError: if one skips a version or two start from the same.
        """
        self._by_old: dict[str, Upcaster] = {}
        for upcaster in upcasters:
            stem, version = split(upcaster.old)
            if upcaster.new != f"{stem}.v{version + 1}" or upcaster.old in self._by_old:
                raise BrokenChainError(f"{upcaster.old} is not made into the next version once.")
            self._by_old[upcaster.old] = upcaster

    def older(self, name: str) -> list[str]:
        """Return the older versions that can be made into this one, newest first.

        Args:
            name: full name of a version.

        Returns:
            Full names.

        Raises:
            BrokenChainError: if a version in between cannot.
        """
        stem, version = split(name)
        names = [f"{stem}.v{older}" for older in range(version - 1, 0, -1)]
        if holes := [older for older in names if older not in self._by_old]:
            raise BrokenChainError(f"{', '.join(holes)} cannot be made into {name}.")
        return names

    def upcast(self, payload: Payload, *, old: str, new: str) -> Payload:
        """Return a payload as the newer version has it.

        Args:
            payload: as it was told; stays as it is.
            old: full name of the version it was told in.
            new: full name of the version wanted.

        Returns:
            The payload of that version.
        """
        while old != new:
            upcaster = self._by_old[old]
            payload, old = upcaster.by(dict(payload)), upcaster.new
        return payload


def split(name: str) -> tuple[str, int]:
    """Return a fact's name without its version, and the version.

    Args:
        name: `<app>.<subject>.<participle>.v<n>`.

    Returns:
        `<app>.<subject>.<participle>` and n.
    """
    stem, _, version = name.rpartition(".v")
    return stem, int(version)
