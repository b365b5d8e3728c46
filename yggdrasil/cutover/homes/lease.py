"""One run at a time: a lease in the book of every home, that a dead owner cannot hold."""

import os
import socket
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import psutil
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from yggdrasil.cutover.homes.book import RUN
from yggdrasil.cutover.homes.targets import BOOK, collection_of, home_name
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.errors import ConflictError
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger

LENGTH = timedelta(seconds=30)
RENEWAL = timedelta(seconds=5)
_TOGETHER = 8

log = get_logger(__name__)


class CutoverRunningError(ConflictError):
    """Another run works on the same homes."""


class LeaseLostError(ConflictError):
    """Another run took the homes over while this one did not answer."""


class Lease:
    """The right to fill some homes, renewed by a thread of its own for as long as the block runs.

    The owner is named by host, process and the process's start: whoever finds on the same host
    that this process is gone need not wait for the lease to end.
    """

    def __init__(self, aliases: Iterable[str]) -> None:
        """Name the homes.

        Args:
            aliases: of the homes, in a fixed order.
        """
        self._aliases = tuple(aliases)
        self._token = new_id()
        self._ended = threading.Event()
        self._is_lost = False
        self._renewer = threading.Thread(target=self._renew, name="cutover-lease", daemon=True)

    def __enter__(self) -> Self:
        """Take all homes, or none.

        Raises:
            CutoverRunningError: if another run has one of them.
        """
        first, *others = [
            (alias, collection_of(alias, BOOK, is_safe=True)) for alias in self._aliases
        ]
        try:
            # Of two runs that begin together, who gets the first home gets all.
            self._take(*first)
            # Together they wait once for the majority to know.
            with ThreadPoolExecutor(_TOGETHER, thread_name_prefix="cutover-lease") as threads:
                list(threads.map(lambda book: self._take(*book), others))
        except BaseException:
            self._let_go()
            raise
        self._renewer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let all homes go."""
        self._ended.set()
        self._renewer.join()
        self._let_go()

    def check(self) -> None:
        """Return if the homes are still ours.

        Raises:
            LeaseLostError: if another run took one over.
        """
        if self._is_lost:
            raise LeaseLostError(
                "Another run of split_databases took over while this one was held up. "
                "Nothing is lost; let the other one finish."
            )

    def _take(self, alias: str, book: Collection[Document]) -> None:
        book.update_one({"_id": RUN}, {"$setOnInsert": {"lease": None}}, upsert=True)
        lease = (book.find_one({"_id": RUN}, projection=["lease"]) or {}).get("lease")
        # Compared with what was read: of two that find the same dead owner, one wins.
        is_free: Document = {"lease.token": lease["token"] if lease else None}
        if lease and not _is_dead(lease):
            is_free["$expr"] = {"$lt": ["$lease.until", "$$NOW"]}
        if not book.update_one({"_id": RUN, **is_free}, self._claim()).matched_count:
            raise self._refusal(alias, lease)

    def _claim(self) -> list[Document]:
        owner = {"token": self._token, **_myself()}
        until = {"$add": ["$$NOW", int(LENGTH.total_seconds() * 1000)]}
        return [{"$set": {"lease": {"$mergeObjects": [{"$literal": owner}, {"until": until}]}}}]

    def _refusal(self, alias: str, lease: Document | None) -> CutoverRunningError:
        owner = f"process {lease['pid']} on {lease['host']}" if lease else "another process"
        return CutoverRunningError(
            f"{home_name(alias)} is being filled by {owner}. Wait until it ends; if it is dead, "
            f"the home is free {int(LENGTH.total_seconds())} seconds after it last answered."
        )

    def _renew(self) -> None:
        while not self._ended.wait(RENEWAL.total_seconds()):
            for alias in self._aliases:
                try:
                    book = collection_of(alias, BOOK)
                    done = book.update_one({"_id": RUN, "lease.token": self._token}, self._claim())
                    self._is_lost = self._is_lost or not done.matched_count
                except PyMongoError as error:
                    # The lease is longer than several renewals; the next one may succeed.
                    log.warning("Lease not renewed.", alias=alias, error=str(error))

    def _let_go(self) -> None:
        """Let go what is ours."""
        for alias in self._aliases:
            try:
                collection_of(alias, BOOK).update_one(
                    {"_id": RUN, "lease.token": self._token}, {"$unset": {"lease": ""}}
                )
            except PyMongoError as error:
                log.warning("Lease not given back.", alias=alias, error=str(error))


def _myself() -> Document:
    process = psutil.Process()
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": process.create_time()}


def _is_dead(lease: dict[str, Any]) -> bool:
    """Return whether the owner is known to be gone: of another host nothing is known."""
    if lease["host"] != socket.gethostname():
        return False
    try:
        return bool(abs(psutil.Process(lease["pid"]).create_time() - lease["born"]) > 1)
    except psutil.NoSuchProcess:
        return True
