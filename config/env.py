"""The environment, read once and typed; a wrong value stops the start with one sentence."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

ROOT = Path(__file__).resolve().parent.parent

ENVIRONMENTS = ("development", "test", "production")

env = Env()


def read(
    kind: str,
    name: str,
    default: object = None,
    *,
    choices: Sequence[str] = (),
    least: int | None = None,
) -> object:
    """Return one variable of the environment.

    Args:
        kind: `str`, `int`, `bool` or `list`.
        name: name of the variable.
        default: what an unset or empty variable means.
        choices: the only values allowed, if any; of a list, its items.
        least: the smallest number allowed, if any is too small.

    Returns:
        The value in its type.

    Raises:
        ImproperlyConfigured: with a sentence that names the variable.
    """
    try:
        if env.str(name, "") == "":
            return default
        checks: list[validate.Validator] = []
        if choices:
            among = validate.ContainsOnly if kind == "list" else validate.OneOf
            checks.append(among(choices, error=f"must be one of: {', '.join(choices)}."))
        if least is not None:
            checks.append(validate.Range(min=least, error=f"must be at least {least}."))
        return getattr(env, kind)(name, default, validate=checks)
    except EnvError as error:
        raise ImproperlyConfigured(f"{name} is wrong: {_reason(error)}") from error


def read_uri(name: str, default: str, *, schemes: tuple[str, ...]) -> str:
    """Return a variable that holds the address of a server.

    Args:
        name: name of the variable.
        default: the address when it is unset.
        schemes: the schemes allowed, for example `("redis", "rediss")`.

    Returns:
        The address.

    Raises:
        ImproperlyConfigured: if the scheme is another one, no host follows it, or a host or a port
            is none.
    """
    uri = str(read("str", name, default) or "")
    scheme, separator, rest = uri.partition("://")
    if uri and (not separator or scheme not in schemes or not rest.strip("/")):
        wanted = " or ".join(f"{allowed}://" for allowed in schemes)
        raise ImproperlyConfigured(f"{name} is wrong: it must be an address that begins {wanted}.")
    hosts = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    for host in hosts.split(","):
        _check_host(name, host)
    return uri


def read_zone(name: str, default: str) -> str:
    """Return a variable that names a time zone.

    Args:
        name: name of the variable.
        default: the zone when it is unset.

    Returns:
        The zone's name, for example `Europe/Paris`.

    Raises:
        ImproperlyConfigured: if there is no such zone.
    """
    zone = str(read("str", name, default))
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is wrong: {zone!r} is no time zone; Europe/Paris is one."
        ) from error


def local_uri(server: str) -> str:
    """Return the address of a server that `scripts/services` started for this clone.

    Args:
        server: `mongodb` or `redis`.

    Returns:
        The address, or nothing if none runs; whoever connects explains what to do.
    """
    from yggdrasil.servers.state import local_uri as running  # noqa: PLC0415 - only where no URI is set

    return running(server) or ""


def _check_host(name: str, host: str) -> None:
    try:
        # Reading it is what refuses a wrong one.
        _ = urlsplit(f"//{host}").port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is wrong: {host!r}: {error}.") from error


def _reason(error: EnvError) -> str:
    text = str(error)
    _, _, reason = text.partition(" invalid: ")
    return (reason or text).strip("[]'\"")


def _selected() -> str:
    name = str(read("str", "YGGDRASIL_ENV", "development", choices=ENVIRONMENTS))
    if name == "development":
        # Variables that are set win over the file; test and production never read it.
        env.read_env(str(ROOT / ".env"), recurse=False)
        name = str(read("str", "YGGDRASIL_ENV", "development", choices=ENVIRONMENTS))
    return name


ENVIRONMENT = _selected()
IS_PRODUCTION = ENVIRONMENT == "production"
IS_TEST = ENVIRONMENT == "test"
