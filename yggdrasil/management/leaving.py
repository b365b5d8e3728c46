"""The end of a command: nothing is waited for that ends with the process."""

import atexit

from pymongo.synchronous import monitor


def leave_at_once() -> None:
    """Let the process end without the driver's threads having ended before.

    They watch servers, write nothing and end with the process; each looks up only every half
    second, and the driver would wait for that.
    """
    atexit.unregister(monitor._shutdown_resources)
