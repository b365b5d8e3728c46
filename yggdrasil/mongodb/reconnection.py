"""Looking for a lost server again: after 1 s, 2 s, 4 s, and so on, then every 30 s.

The driver reconnects by itself: whoever runs a command makes it look at once, and without anybody
it looks every 10 s. What is ours are the early looks of an idle process, and the account of them.
"""

import threading
from collections.abc import Callable

from pymongo.errors import InvalidOperation

from yggdrasil.logs import get_logger

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 30.0

log = get_logger(__name__)


class Reconnection:
    """The search for one lost server, on a thread of its own, until it is found or given up."""

    def __init__(
        self,
        *,
        server: str,
        look: Callable[[], object],
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """Prepare the search.

        Args:
            server: `host:port`, for the log.
            look: asks the driver to look now; its errors do not matter, since the driver tells
                by another way when it has found the server.
            wait: waits some seconds; returns early, and true, when the search is over.
        """
        self._server = server
        self._look = look
        self._over = threading.Event()
        self._wait = wait or self._over.wait
        self.attempts = 0

    def start(self) -> None:
        """Begin to search in the background."""
        threading.Thread(target=self.run, name=f"reconnect {self._server}", daemon=True).start()

    def stop(self) -> None:
        """End the search."""
        self._over.set()

    def run(self) -> None:
        """Search until somebody ends it."""
        pause = FIRST_SECONDS
        while not self._wait(pause):
            self.attempts += 1
            pause = min(pause * 2, LONGEST_SECONDS)
            log.info(
                "Looking for the database server.",
                server=self._server,
                attempt=self.attempts,
                next_look_seconds=pause,
            )
            try:
                self._look()
            except InvalidOperation:
                # The client was closed: nobody wants the server any longer.
                return
            except Exception as error:  # noqa: BLE001 - the outermost edge of a thread
                log.debug("Database server not found.", server=self._server, reason=str(error))
