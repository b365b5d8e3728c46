"""The same faulty server as for the engine, whose commits the event store lives by."""

from tests.integration.yggdrasil.mongodb.conftest import course, fail, no_waiting

__all__ = ["course", "fail", "no_waiting"]
