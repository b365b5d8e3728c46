"""Facts told in older versions: each payload of their time must still become the newest one."""

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from yggdrasil import codec
from yggdrasil.events.schemas import BreakingChangeError, History
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.upcasting import Upcasters, split


def check_older(
    folder: Path, *, signals: Iterable[DomainSignal[Any]], upcasters: Upcasters
) -> None:
    """Return if every payload ever committed can be heard as the newest version of its fact.

    Args:
        folder: where histories are kept, also of versions that nobody tells any more.
        signals: the facts that are told.
        upcasters: how older versions become newer ones.

    Raises:
        BreakingChangeError: naming the version and what is wrong with it.
    """
    newest: dict[str, DomainSignal[Any]] = {}
    for signal in sorted(signals, key=lambda one: one.version):
        newest[split(signal.name)[0]] = signal
    for path in sorted(folder.glob("*.json")):
        history = History.load(folder, path.stem)
        signal_now = newest.get(split(history.name)[0])
        if signal_now is not None and signal_now.name != history.name:
            _check(history, signal_now, upcasters)


def _check(history: History, signal: DomainSignal[Any], upcasters: Upcasters) -> None:
    for revision in history.revisions:
        told = deepcopy(revision["golden"])
        try:
            upcasters.older(signal.name)
            payload = upcasters.upcast(told, old=history.name, new=signal.name)
            codec.from_builtins(payload, signal.payload)
        except Exception as error:  # whatever an upcaster raises
            raise BreakingChangeError(
                f"{history.name}: {revision['golden']} cannot be heard as {signal.name}: {error}"
            ) from error
        if told != revision["golden"]:
            raise BreakingChangeError(f"{history.name}: its upcaster changes what it is given.")
