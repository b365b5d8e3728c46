"""A command run beside servers of its own, and what a signal means to whoever started servers."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from yggdrasil.servers.temporary import temporary_servers

ENDINGS = (signal.SIGINT, signal.SIGTERM)


def exit_on_signals(*, code: int | None = None) -> None:
    """Let a signal to end unwind the stack once, so that every block ends what it began.

    Signals that follow are ignored: the ending itself must not be cut short.

    Args:
        code: exit code; by default 128 and the number of the signal.
    """

    def unwind(number: int, _frame: FrameType | None) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        sys.exit(128 + number if code is None else code)

    for ending in ENDINGS:
        signal.signal(ending, unwind)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup means it
        signal.signal(signal.SIGHUP, unwind)


def run(words: Sequence[str], *, local: Path) -> int:
    """Run a command beside servers that live as long as it does.

    Args:
        words: the command and its arguments.
        local: the folder of the local servers; these get a folder of their own inside it.

    Returns:
        The command's exit code, or 128 and the number of the signal that ended it.

    Raises:
        UnavailableError: if a server cannot be had; see `local_servers.up`.
    """
    with temporary_servers(environ=os.environ, parent=local / "test") as addresses:
        return _attend(words, environ={**os.environ, **addresses})


def _attend(words: Sequence[str], *, environ: Mapping[str, str]) -> int:
    child: subprocess.Popen[bytes] | None = None
    early: list[int] = []

    def forward(number: int, _frame: FrameType | None) -> None:
        if child is None:
            early.append(number)
        # The terminal sends Ctrl-C to both; twice would be taken for impatience.
        elif number != signal.SIGINT or not sys.stdin.isatty():
            child.send_signal(number)

    # Before the child lives: a signal that came in between would end us and leave it behind.
    for ending in ENDINGS:
        signal.signal(ending, forward)
    child = subprocess.Popen(words, env=environ)  # noqa: S603 - the words are the caller's own
    for number in early:
        forward(number, None)
    code = child.wait()
    return code if code >= 0 else 128 - code
