"""A server that fails on demand, and patience that does not sleep."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from pymongo.errors import OperationFailure

from yggdrasil.mongodb.base import DatabaseWrapper
from yggdrasil.mongodb.patience import Patience, patience

APP_NAME = f"yggdrasil-faults-{os.getpid()}"


@pytest.fixture
def course(homes: None) -> Iterator[DatabaseWrapper]:
    """Return the connection of the home `course`, under a name that faults can be aimed at."""
    connection = connections["course"]
    options = connection.settings_dict["OPTIONS"]
    connection.close_pool()
    options["appname"] = APP_NAME
    yield connection
    connection.close_pool()
    del options["appname"]


Fail = Callable[..., Any]


@pytest.fixture
def fail(course: DatabaseWrapper) -> Iterator[Fail]:
    """Return a context manager that makes the server fail commands of this process.

    The server has one failpoint only, so runs side by side take turns; others are not hit, since
    it is aimed at the name of our client.
    """
    course.ensure_connection()
    admin = course.connection.admin

    @contextmanager
    def failing(*commands: str, times: int | str = 1, **how: Any) -> Iterator[None]:
        mode = times if isinstance(times, str) else {"times": times}
        data = {"failCommands": commands, "appName": APP_NAME, **how}
        admin.command({"configureFailPoint": "failCommand", "mode": mode, "data": data})
        try:
            yield
        finally:
            admin.command({"configureFailPoint": "failCommand", "mode": "off"})

    with (Path(tempfile.gettempdir()) / "yggdrasil-failpoint.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        skip_unless_allowed(admin)
        yield failing


def skip_unless_allowed(admin: Any) -> None:
    try:
        admin.command({"configureFailPoint": "failCommand", "mode": "off"})
    except OperationFailure as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"MongoDB was started without enableTestCommands: {error.details}")


@pytest.fixture
def no_waiting() -> Iterator[list[float]]:
    """Take no pauses, but return them; time passes by a second at every look at the clock."""
    pauses: list[float] = []
    seconds = iter(range(1_000_000))
    bounds = Patience(
        sleep=pauses.append, chance=lambda: 1.0, monotonic=lambda: float(next(seconds))
    )
    with patience(bounds):
        yield pauses
