"""What a client is told when neither its URI nor OPTIONS says otherwise; in one place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

# Times in milliseconds, as the driver names them. The first four are the seed's figures.
DEFAULT_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "maxPoolSize": 10,
        "minPoolSize": 2,
        "serverSelectionTimeoutMS": 5_000,
        "socketTimeoutMS": 45_000,
        # The driver would let a thread wait for ever when the pool is spent.
        "waitQueueTimeoutMS": 10_000,
        "appname": "yggdrasil",
    }
)


def stated_options(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the client options that somebody stated, in OPTIONS or in the URI.

    Args:
        params: keyword arguments for a client; `host` may be a URI.

    Returns:
        Options by lower-case name, as the driver compares them. An option of OPTIONS wins over
        the same one in the URI; values from a URI are text.
    """
    _, _, query = str(params.get("host") or "").partition("?")
    in_uri = {name.lower(): value for name, value in parse_qsl(query)}
    return in_uri | {name.lower(): value for name, value in params.items() if name != "host"}


def with_defaults(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a client with the house's defaults where nobody said otherwise.

    Args:
        params: keyword arguments for a client; `host` may be a URI.

    Returns:
        New keyword arguments.
    """
    stated = stated_options(params)
    missing = {name: value for name, value in DEFAULT_OPTIONS.items() if name.lower() not in stated}
    most = str(stated.get("maxpoolsize", ""))
    # Of 0, which is no bound, and of what is no number, the driver makes what it will.
    if "minPoolSize" in missing and most.isdecimal() and int(most):
        missing["minPoolSize"] = min(missing["minPoolSize"], int(most))
    return missing | dict(params)
