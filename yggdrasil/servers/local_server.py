"""One local server: started, found again, ended. What may go wrong becomes one sentence.

Its folder holds `data/`, `log` (of the last run), `state.json` and `lock`.
"""

from dataclasses import dataclass
from pathlib import Path

from yggdrasil.errors import UnavailableError
from yggdrasil.servers import process
from yggdrasil.servers.binary import find_binary
from yggdrasil.servers.folder import held, open_folder
from yggdrasil.servers.ports import PortTakenError, free_ports, is_free
from yggdrasil.servers.program import NotReadyError, Program
from yggdrasil.servers.state import State, data_folder, read_state, running_state, write_state

START_SECONDS = 60


class ServerDiedError(UnavailableError):
    """A server ended while it was being started."""


class ServerSilentError(UnavailableError):
    """A server lives but does not become ready."""


@dataclass(frozen=True, kw_only=True)
class LocalServer:
    """A server of this clone.

    Attributes:
        program: what kind of server.
        folder: where it keeps everything, for example `.local/mongodb`.
        start_seconds: how long it may take to become ready.
    """

    program: Program
    folder: Path
    start_seconds: float = START_SECONDS

    def running(self) -> State | None:
        """Return the present run, or nothing if there is none.

        One of which the state does not tell is found among the processes, and remembered.
        """
        return running_state(self.folder) or self._found()

    def start(self) -> tuple[State, bool]:
        """Make sure that the server runs and is ready.

        Returns:
            Its run, and whether this call began it.

        Raises:
            FolderNotUsableError: if its folder cannot be written.
            DiskFullError: if its disk has too little room.
            FolderBusyError: if another process takes too long to start or end it.
            BinaryNotFoundError: if this machine has no usable executable.
            ServerDiedError: if it ends at once; quotes what it wrote last.
            ServerSilentError: if it does not become ready in time.
        """
        open_folder(self._data, room_bytes=self.program.room_bytes)
        with held(self.folder):
            state = self.running()
            if state and self._becomes_ready(state):
                return state, False
            return self._launch(), True

    def stop(self) -> bool:
        """End the server and keep its data.

        Returns:
            Whether it ran.

        Raises:
            FolderBusyError: if another process takes too long to start or end it.
        """
        if not self.folder.is_dir():
            return self._end_homeless()
        with held(self.folder):
            pids = {state.pid} if (state := self.running()) else set()
            pids |= set(process.find(executable=self.program.executable, data=self._data))
            for pid in pids:
                process.end(pid=pid)
            return self._end_homeless() or bool(pids)

    @property
    def _data(self) -> Path:
        return data_folder(self.folder).resolve()

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _found(self) -> State | None:
        """Find a server that listens: its starter was killed, or what it wrote was damaged."""
        for pid in process.find(executable=self.program.executable, data=self._data):
            if ports := process.ports_of(pid=pid):
                port = min(ports)
                state = State(port=port, pid=pid, uri=self.program.uri(port=port))
                write_state(self.folder, state)
                return state
        return None

    def _becomes_ready(self, state: State) -> bool:
        """Wait for a server that was found; return false if it was about to end."""
        try:
            self._await_ready(state)
        except (ServerDiedError, PortTakenError):
            return False  # somebody killed it a moment ago
        return True

    def _launch(self) -> State:
        # What works in the folder all the same neither listens nor is ours to wait for.
        for pid in process.find(executable=self.program.executable, data=self._data):
            process.end(pid=pid)
        self._end_homeless()
        binary = find_binary(self.program)
        last = read_state(self.folder)
        if last:
            process.await_last_threads(pid=last.pid)
        for port in free_ports(remembered=last.port if last else None):
            try:
                return self._launch_on(port, binary)
            except PortTakenError:
                continue  # somebody else was faster since the port was seen free
        raise ServerSilentError(f"{self.program.title} found no free port on loopback.")

    def _launch_on(self, port: int, binary: Path) -> State:
        command = self.program.command(binary=binary, data=self._data, port=port)
        pid = process.launch(command=command, data=self._data, log=self._log)
        state = State(port=port, pid=pid, uri=self.program.uri(port=port))
        try:
            write_state(self.folder, state)
            self._await_ready(state)
        except BaseException:
            # Interrupted or failed: a half started server is not left behind.
            process.end(pid=pid)
            raise
        return state

    def _await_ready(self, state: State) -> None:
        reason = process.wait_while(lambda: self._obstacle(state), seconds=self.start_seconds)
        if reason:
            raise ServerSilentError(
                f"{self.program.title} (process {state.pid}) is not ready after "
                f"{self.start_seconds:.0f} seconds: {reason} See {self._log}, "
                f"then scripts/services down."
            )

    def _obstacle(self, state: State) -> str:
        """Return why the server is not ready, or nothing if it is."""
        if not process.is_alive(pid=state.pid):
            raise self._death(state)
        if state.port not in process.ports_of(pid=state.pid):
            # Asked of the process, not of the port: a stranger may be answering there.
            return f"It does not listen on port {state.port}."
        try:
            self.program.prepare(port=state.port)
        except NotReadyError as error:
            return str(error)
        return ""

    def _death(self, state: State) -> UnavailableError:
        if not is_free(port=state.port):
            return PortTakenError(f"Port {state.port} was taken before {self.program.title} was.")
        why = self.program.explain(log=self._log.read_text(errors="replace"))
        return ServerDiedError(
            f"{self.program.title} ended at once ({why}): see {self._log}; if its data in "
            f"{self._data} is beyond repair, delete that folder to begin anew."
        )

    def _end_homeless(self) -> bool:
        """End a server whose folder was deleted under it: nobody could ever find it again."""
        homeless = process.find_homeless(executable=self.program.executable, data=self._data)
        for pid in homeless:
            process.end(pid=pid)
        return bool(homeless)
