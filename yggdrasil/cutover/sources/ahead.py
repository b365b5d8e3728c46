"""Reading ahead: the next batch is fetched while the last one is worked on."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_END = object()


def ahead(source: Iterable[T], *, most: int = 1) -> Iterator[T]:
    """Iterate over something in a thread of its own.

    Args:
        source: what to iterate over.
        most: how many items wait at most.

    Yields:
        The items, in order; an error of the source is raised here.
    """
    items: queue.Queue[object] = queue.Queue(most)
    stopped = threading.Event()

    def run() -> None:
        try:
            for item in source:
                if not _put(items, item, stopped):
                    return
            _put(items, _END, stopped)
        except BaseException as error:  # noqa: BLE001 - raised by whoever reads
            _put(items, _Failure(error), stopped)

    reader = threading.Thread(target=run, name="cutover-reader", daemon=True)
    reader.start()
    try:
        while (item := items.get()) is not _END:
            if isinstance(item, _Failure):
                raise item.error
            yield item  # type: ignore[misc]
    finally:
        stopped.set()
        reader.join()


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _put(items: "queue.Queue[object]", item: object, stopped: threading.Event) -> bool:
    """Wait for room, unless nobody reads any longer."""
    while not stopped.is_set():
        try:
            items.put(item, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False
