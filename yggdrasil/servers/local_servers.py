"""All servers that a clone needs: which are configured, which run here, up, down.

Scripts call this room through `scripts/services`, Python through `running`.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from yggdrasil.errors import UnavailableError
from yggdrasil.servers.local_server import LocalServer
from yggdrasil.servers.mongodb import MongoDB
from yggdrasil.servers.program import NotReadyError, Program
from yggdrasil.servers.redis import Redis
from yggdrasil.servers.state import LOCAL


class ConfiguredServerError(UnavailableError):
    """A server that the environment names cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one server stands: `Standing(title="Redis", variable="REDIS_URL", uri="redis://...")`.

    Attributes:
        title: its name in sentences.
        variable: the environment variable that names it.
        uri: its address; empty if none runs.
        folder: where it lives; nothing if it is configured.
        is_new: whether this call began it.
    """

    title: str
    variable: str
    uri: str = ""
    folder: Path | None = None
    is_new: bool = False


def programs(*, for_tests: bool = False) -> tuple[Program, ...]:
    """Return the kinds of server that a clone needs.

    Args:
        for_tests: whether they obey tests: MongoDB fails on order and lets nothing expire.
    """
    return (MongoDB(for_tests=for_tests), Redis())


def status(*, environ: Mapping[str, str], local: Path = LOCAL) -> list[Standing]:
    """Return how each server stands, without starting anything.

    Args:
        environ: the environment, which may name servers.
        local: the folder of the local servers.
    """
    return [_look(program, environ, local) for program in programs()]


def up(
    *, environ: Mapping[str, str], local: Path = LOCAL, for_tests: bool = False
) -> Iterator[Standing]:
    """Make sure of each server: check the configured ones, then start the others here.

    Args:
        environ: the environment, which may name servers.
        local: the folder of the local servers.
        for_tests: whether they obey tests: MongoDB fails on order and lets nothing expire.

    Yields:
        How each stands, as soon as it is ready.

    Raises:
        ConfiguredServerError: if a configured server cannot be used.
        UnavailableError: if a local one cannot be started; see `LocalServer.start`.
    """
    needed = programs(for_tests=for_tests)
    for program in needed:
        if environ.get(program.variable):
            _check(program, environ[program.variable])
    for program in needed:
        is_configured = bool(environ.get(program.variable))
        yield _look(program, environ, local) if is_configured else _started(program, local)


def down(*, local: Path = LOCAL) -> list[str]:
    """End the local servers and keep their data.

    Args:
        local: the folder of the local servers.

    Returns:
        The titles of those that ran.

    Raises:
        FolderBusyError: if another process takes too long to start or end one.
    """
    return [program.title for program in programs() if _server(program, local).stop()]


@contextmanager
def running(
    *, environ: Mapping[str, str], local: Path = LOCAL, for_tests: bool = False
) -> Iterator[dict[str, str]]:
    """Keep the servers up for the length of a block, then end those that it began.

    Args:
        environ: the environment, which may name servers.
        local: the folder of the local servers.
        for_tests: whether they obey tests: MongoDB fails on order and lets nothing expire.

    Yields:
        The addresses by the variables that settings read, for the environment of others.

    Raises:
        UnavailableError: if a server cannot be had; see `up`.
    """
    with ExitStack() as endings:
        addresses = {}
        for program, standing in zip(
            programs(), up(environ=environ, local=local, for_tests=for_tests), strict=True
        ):
            addresses[standing.variable] = standing.uri
            if standing.is_new:
                endings.callback(_server(program, local).stop)
        yield addresses


def _server(program: Program, local: Path) -> LocalServer:
    return LocalServer(program=program, folder=local / program.name)


def _look(program: Program, environ: Mapping[str, str], local: Path) -> Standing:
    configured = environ.get(program.variable, "")
    if configured:
        return Standing(title=program.title, variable=program.variable, uri=configured)
    state = _server(program, local).running()
    return Standing(
        title=program.title,
        variable=program.variable,
        uri=state.uri if state else "",
        folder=local / program.name,
    )


def _check(program: Program, uri: str) -> None:
    try:
        program.check(uri=uri)
    except NotReadyError as error:
        raise ConfiguredServerError(
            f"{program.variable} is set, but {error}. Correct it, or unset it for a local server."
        ) from error


def _started(program: Program, local: Path) -> Standing:
    state, is_new = _server(program, local).start()
    return Standing(
        title=program.title,
        variable=program.variable,
        uri=state.uri,
        folder=local / program.name,
        is_new=is_new,
    )
