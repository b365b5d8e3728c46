"""`manage.py preflight`: whether this process may start: every home, its guarantees, the cache."""

from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from redis.exceptions import RedisError

from yggdrasil.mongodb.guarantees import NotDurableError, assert_write_guarantees
from yggdrasil.servers.named import NotNamedError


class Command(BaseCommand):
    """Ask each hosted home what its writes are worth, and whether Redis answers."""

    help = "Fails with one sentence for each thing that must be mended before the start."

    # The checks of the code itself have run where it was built.
    requires_system_checks: tuple[()] = ()

    def handle(self, **_options: Any) -> None:
        """Look at everything, then tell all faults at once.

        Raises:
            CommandError: one sentence a fault.
        """
        faults = [*self._homes(), *self._redis()]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Ready to start.")

    def _homes(self) -> list[str]:
        faults: dict[str, str] = {}
        for alias in cast("list[str]", settings.YGGDRASIL["HOSTED_HOMES"]):
            uri = str(settings.DATABASES[alias]["HOST"])
            # Homes of one server share its faults.
            if uri not in faults:
                try:
                    assert_write_guarantees(alias)
                except (NotDurableError, ImproperlyConfigured) as error:
                    faults[uri] = str(error)
        return list(faults.values())

    def _redis(self) -> list[str]:
        try:
            cache.get("preflight")
        except NotNamedError as error:
            return [error.message]
        except (RedisError, OSError) as error:
            return [f"REDIS_URL: the server does not answer: {error}"]
        return []
