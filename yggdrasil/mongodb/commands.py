"""Every command that reaches a server, seen once, cheaply, in the thread that sent it.

Feeds the figures of `load`, the list of `writes`, and the fate of the open unit of work, raw
driver calls included.
"""

import threading
from typing import Any

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)

from yggdrasil.mongodb.faults import is_transient_reply
from yggdrasil.mongodb.load import LOAD
from yggdrasil.mongodb.unit import current_unit
from yggdrasil.mongodb.writes import WRITTEN, written_collection

# Their errors are judged by the unit of work, which alone knows what may be tried again.
_ENDINGS = frozenset({"commitTransaction", "abortTransaction"})


class _InTransaction(threading.local):
    request_id: int | None = None


class CommandWatch(CommandListener):
    """The ears of one client.

    The driver swallows errors in listeners, so nothing here may be needed to stop a command.

    Attributes:
        homes: aliases that use the client, by database.
    """

    def __init__(self) -> None:
        self.homes: dict[str, str] = {}
        self._sent = _InTransaction()

    def name_database(self, database: str, *, alias: str) -> None:
        """Count commands on a database for an alias from now on.

        Args:
            database: name of the database.
            alias: home it belongs to.
        """
        self.homes[database] = alias

    def started(self, event: CommandStartedEvent) -> None:
        """Note what is about to be written, and what belongs to a transaction."""
        command = event.command
        if (collection := written_collection(event.command_name, command)) is not None:
            WRITTEN.note(alias=self._alias(event), collection=collection)
        if "autocommit" in command and event.command_name not in _ENDINGS:
            self._sent.request_id = event.request_id

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Count it; a reply with write errors is a failure all the same."""
        faults = event.reply.get("writeErrors")
        self._count(event, is_error=bool(faults))
        if faults:
            self._doom(event, faults[0])

    def failed(self, event: CommandFailedEvent) -> None:
        """Count it; within a transaction the server has given up the whole of it."""
        self._count(event, is_error=True)
        self._doom(event, event.failure)

    def _count(self, event: CommandSucceededEvent | CommandFailedEvent, *, is_error: bool) -> None:
        LOAD.count(
            alias=self._alias(event),
            command=event.command_name,
            microseconds=event.duration_micros,
            is_error=is_error,
        )

    def _alias(self, event: Any) -> str:
        alias = self.homes.get(event.database_name)
        if alias is not None:
            return alias
        # Transactions end on `admin`, on behalf of a home.
        unit = current_unit()
        return unit.alias if unit is not None else str(event.database_name)

    def _doom(self, event: Any, fault: Any) -> None:
        unit = current_unit()
        if unit is None or event.request_id != self._sent.request_id:
            return
        unit.doom(reason=str(fault.get("errmsg", fault)), is_transient=is_transient_reply(fault))
