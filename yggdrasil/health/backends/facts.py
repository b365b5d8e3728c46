"""Whether the facts of each home leave it: a backlog that grows old means nobody relays."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings

from yggdrasil.bus.figures import backlog
from yggdrasil.health.check import FailingError, HealthCheck


@dataclass(frozen=True, kw_only=True)
class FactsCheck:
    """The facts of one home.

    Attributes:
        alias: database alias of the home.
        oldest_seconds: how old an unpublished fact may be.
    """

    alias: str
    oldest_seconds: float

    @property
    def name(self) -> str:
        """Return the name of the check."""
        return f"facts:{self.alias}"

    def check(self) -> None:
        """Look at the oldest fact that was not handed to the broker.

        Raises:
            FailingError: if it is too old.
        """
        found = backlog(self.alias)
        if found.oldest_seconds > self.oldest_seconds:
            raise FailingError(
                f"{found.pending} facts wait to be told, the oldest for"
                f" {found.oldest_seconds:.0f} s: is a relay running?"
            )


def checks() -> list[HealthCheck]:
    """Return one check for each home of a service hosted here."""
    aliases = cast("list[str]", settings.YGGDRASIL["HOSTED_HOMES"])
    bound = cast("float", settings.YGGDRASIL["OLDEST_FACT_SECONDS"])
    return [FactsCheck(alias=alias, oldest_seconds=bound) for alias in aliases]
