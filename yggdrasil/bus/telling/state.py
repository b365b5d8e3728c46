"""What the holder of a home's lease knows, and what of it the home keeps for its successor."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from yggdrasil.bus.telling.refusals import Refusals


@dataclass
class State:
    """How far a relay is; nobody else changes it while the fence holds.

    Attributes:
        fence: the one the lease was taken with.
        position: last position given.
        sent: last position that went out or was refused.
        heard: position of the last fact handed over, by hearing app.
        refusals: names that no queue takes at the moment.
        is_noted: whether the home keeps it as it is.
        noted_at: when that was so last, by the monotonic clock.
    """

    fence: int
    position: int
    sent: int
    heard: dict[str, int]
    refusals: Refusals = field(default_factory=Refusals)
    is_noted: bool = True
    noted_at: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return what the home keeps.

        Args:
            kept: the relay's document.
        """
        return cls(
            fence=kept["fence"],
            position=kept["position"],
            sent=kept["sent"],
            heard=kept["heard"],
            refusals=Refusals(kept["refused"] or None),
        )

    def to_plain(self, tables: Mapping[str, str]) -> dict[str, Any]:
        """Return what the home is to keep of how far facts were handed over.

        Args:
            tables: digest of what an app hears of the home, by app.
        """
        return {
            "sent": self.sent,
            "published": self.refusals.published(self.sent),
            "heard": self.heard,
            "tables": tables,
            "refused": self.refusals.to_plain(),
        }

    def noted(self) -> None:
        """Remember that the home keeps it as it is now."""
        self.is_noted, self.noted_at = True, time.monotonic()
