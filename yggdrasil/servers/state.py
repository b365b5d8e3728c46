"""What is remembered of a local server between runs, in `.local/<name>/state.json`.

Settings ask `local_uri`; everything else here is for `local_server`.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from yggdrasil.servers import process

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"


@dataclass(frozen=True, kw_only=True)
class State:
    """A run of a server: `State(port=27301, pid=4711, uri="redis://127.0.0.1:27301/0")`."""

    port: int
    pid: int
    uri: str


def data_folder(folder: Path) -> Path:
    """Return where a server keeps its data.

    Args:
        folder: the folder of the server, for example `.local/mongodb`.
    """
    return folder / "data"


def read_state(folder: Path) -> State | None:
    """Return what the last run left behind, or nothing if that cannot be read.

    Args:
        folder: the folder of the server.
    """
    try:
        fields = json.loads((folder / "state.json").read_text())
        return State(port=int(fields["port"]), pid=int(fields["pid"]), uri=str(fields["uri"]))
    except (OSError, ValueError, TypeError, KeyError):
        # Missing, cut off or foreign: the processes themselves are asked then.
        return None


def write_state(folder: Path, state: State) -> None:
    """Remember a run; a reader sees the old state or the new one, never half of it.

    Args:
        folder: the folder of the server.
        state: what to remember.
    """
    draft = folder / "state.json.new"
    draft.write_text(json.dumps(asdict(state)))
    draft.replace(folder / "state.json")


def running_state(folder: Path) -> State | None:
    """Return the last run if it still goes on.

    Args:
        folder: the folder of the server.
    """
    state = read_state(folder)
    if state and process.serves(pid=state.pid, data=data_folder(folder)):
        return state
    return None


def local_uri(name: str, *, local: Path = LOCAL) -> str | None:
    """Return the address of a local server that runs.

    Args:
        name: `mongodb` or `redis`.
        local: the folder that holds the local servers; by default this clone's.

    Returns:
        Its address, or nothing if it does not run.
    """
    state = running_state(local / name)
    return state.uri if state else None
