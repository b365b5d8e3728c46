"""Sets `.venv` up from requirements.txt and the dev group; called by `scripts/python`.

Runs on the machine's Python, so it knows the standard library only.
"""

import ast
import fcntl
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
PYTHON = VENV / "bin" / "python"
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet"]
UV = [PYTHON, "-m", "uv", "--quiet", "pip"]

# What uv calls the things that people tell pip, by whatever file or variable.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}


def main(stamp: str) -> int:
    """Set the environment up unless another process has just done so.

    Args:
        stamp: what the environment is made from; kept in it, so that the next start can compare.
    """
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    (ROOT / ".local").mkdir(exist_ok=True)
    with (ROOT / ".local" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept_stamp() != stamp:
            set_up()
            STAMP.write_text(stamp)
    return 0


def kept_stamp() -> str:
    """Return what the present environment was made from; nothing if it was never finished."""
    return STAMP.read_text() if STAMP.is_file() and PYTHON.exists() else ""


def set_up() -> None:
    """Make the environment if it is not this folder's, then install what is wanted."""
    print("Setting up .venv; only the first time takes long ...", flush=True)
    if kept_stamp().partition("\n")[0] != str(ROOT):
        run([sys.executable, "-m", "venv", "--clear", VENV])
    STAMP.unlink(missing_ok=True)
    words = ["install", "-r", "requirements.txt", *group("dev")]
    try:
        run([*PIP, "install", *group("setup")])
        run([*UV, *words, "--python", PYTHON, "--compile-bytecode"], **uv_settings())
    except subprocess.CalledProcessError:
        print("uv does not work here; pip takes over ...", flush=True)
        run([*PIP, *words])


def group(name: str) -> Iterator[str]:
    """Yield the requirements of one dependency group of pyproject.toml.

    Args:
        name: the group; those that it includes are followed.
    """
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    for item in groups[name]:
        if isinstance(item, str):
            yield item
        else:
            yield from group(item["include-group"])


def uv_settings() -> dict[str, str]:
    """Return for uv what this machine tells pip about its package index."""
    listed = subprocess.run([*PIP, "config", "list"], check=True, capture_output=True, text=True)
    settings = {"UV_SYSTEM_CERTS": "1"}
    for line in sorted(listed.stdout.splitlines(), key=precedence):
        key, _, value = line.partition("=")
        name = UV_NAMES.get(key.rpartition(".")[2])
        if name:
            separator = "," if name == "UV_FIND_LINKS" else " "
            settings[name] = separator.join(str(ast.literal_eval(value)).split())
    if "UV_INDEX" in settings:
        # pip looks for the best version in all indexes alike; uv would stop at the first.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in settings.items() if name not in os.environ}


def precedence(line: str) -> int:
    """Return how strongly a line of pip's settings counts; the strongest is taken last.

    Args:
        line: for example `global.index-url='https://...'`.
    """
    section = line.partition(".")[0]
    return {"global": 0, "install": 1, ":env:": 2}.get(section, -1)


def run(command: list[str | Path], **environ: str) -> None:
    """Run a command in the project's folder.

    Args:
        command: the command and its arguments.
        environ: variables to add to the environment.

    Raises:
        CalledProcessError: if it fails.
    """
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, **environ})


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except subprocess.CalledProcessError:
        sys.exit("The dependencies could not be installed; the lines above say why.")
