"""Whether each home hosted here has a primary that can be written to."""

from dataclasses import dataclass
from typing import cast

import pymongo
from django.conf import settings
from django.db import connections
from pymongo import ReadPreference

from yggdrasil.health.check import PATIENCE_SECONDS, FailingError, HealthCheck


@dataclass(frozen=True, kw_only=True)
class MongoCheck:
    """One home.

    Attributes:
        alias: database alias of the home.
    """

    alias: str

    @property
    def name(self) -> str:
        """Return the name of the check."""
        return f"mongodb:{self.alias}"

    def check(self) -> None:
        """Ask the replica set for its primary.

        Raises:
            FailingError: if there is none.
            PyMongoError: if nobody answers.
        """
        connection = connections[self.alias]
        with pymongo.timeout(PATIENCE_SECONDS):
            connection.ensure_connection()
            hello = connection.connection.admin.command(
                "hello", read_preference=ReadPreference.PRIMARY_PREFERRED
            )
        if not hello.get("isWritablePrimary"):
            raise FailingError("There is no primary: nothing can be written.")


def checks() -> list[HealthCheck]:
    """Return one check for each home of a service hosted here."""
    aliases = cast("list[str]", settings.YGGDRASIL["HOSTED_HOMES"])
    return [MongoCheck(alias=alias) for alias in aliases]
