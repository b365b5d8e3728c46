"""Whether the broker takes messages."""

from typing import Any

from celery import current_app

from yggdrasil.health.check import PATIENCE_SECONDS, HealthCheck

# Redis knows these; other transports leave them alone.
_OPTIONS = {
    "socket_timeout": PATIENCE_SECONDS,
    "socket_connect_timeout": PATIENCE_SECONDS,
    "max_retries": 0,
}


class BrokerCheck:
    """The broker that tasks and facts travel by."""

    name = "broker"

    def check(self) -> None:
        """Open a channel and close it again.

        Raises:
            OperationalError: or the transport's own error, if that fails.
        """
        opened: Any = current_app.connection_for_write(
            connect_timeout=PATIENCE_SECONDS, transport_options=_OPTIONS
        )
        with opened as connection:
            connection.channel().close()


def checks() -> list[HealthCheck]:
    """Return the check of the one broker."""
    return [BrokerCheck()]
