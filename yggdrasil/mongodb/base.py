"""Django's connection to one home: the official backend's, sharing clients and healing itself.

ENGINE is `yggdrasil.mongodb`. Options that neither the URI nor OPTIONS states are in `options.py`.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from django.core.exceptions import ImproperlyConfigured
from django.db.transaction import TransactionManagementError  # noqa: TID251 - the error, not the API
from django_mongodb_backend.base import DatabaseWrapper as MongoDatabaseWrapper
from pymongo import MongoClient, ReadPreference
from pymongo.client_session import ClientSession
from pymongo.errors import ConfigurationError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.attempt import release_locks
from yggdrasil.mongodb.clients import Client, SharedClients
from yggdrasil.mongodb.commands import CommandWatch
from yggdrasil.mongodb.operations import DatabaseOperations
from yggdrasil.mongodb.operators import OPERATORS
from yggdrasil.mongodb.options import with_defaults
from yggdrasil.mongodb.pool_watch import PoolWatch
from yggdrasil.mongodb.schema import DatabaseSchemaEditor
from yggdrasil.mongodb.server_watch import ServerWatch
from yggdrasil.mongodb.unit import Hook, current_unit

# Said at every transaction: a URI can weaken what is only inherited.
_SNAPSHOT = ReadConcern("snapshot")
_MAJORITY = WriteConcern("majority", j=True)
_COMMIT_MILLISECONDS = 10_000


class NoAddressError(UnavailableError):
    """Nobody said where MongoDB is, and none runs for this clone."""


def _build(params: Mapping[str, Any]) -> Client:
    commands = CommandWatch()
    servers = ServerWatch(homes=commands.homes)
    client: Client = MongoClient(**params, event_listeners=[commands, servers, PoolWatch()])
    servers.look = lambda: client.admin.command("ping")
    return client


CLIENTS = SharedClients(_build)


class DatabaseWrapper(MongoDatabaseWrapper):
    """One thread's connection to one home.

    Differs from the official one in six things: aliases of one URI share one client, a forked
    child builds its own, a transaction that failed to commit leaves nothing behind, `on_commit`
    waits for the unit of work, Django's own `atomic` dooms it by failing, and unique indexes serve
    look-ups.
    """

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    mongo_operators = MongoDatabaseWrapper.mongo_operators | OPERATORS

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias=alias)
        _wrappers.add(self)

    def get_connection_params(self) -> dict[str, Any]:
        """Return the client's arguments with the house's defaults where nobody said otherwise."""
        return with_defaults(super().get_connection_params())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Client:
        """Return the client that all aliases with these arguments share.

        Raises:
            NoAddressError: if nobody said where the server is. The driver would take whatever
                answers at its own usual port, which may be somebody else's.
            ImproperlyConfigured: if the driver cannot make sense of an argument.
        """
        variable = self.settings_dict.get("URI_VARIABLE") or "MONGODB_URI"
        if not conn_params.get("host"):
            raise NoAddressError(
                f"No MongoDB runs here: start one by `scripts/services up`, or set {variable}."
            )
        params = {**conn_params, "driver": self._driver_info()}
        try:
            return CLIENTS.lease(params, holder=self.alias)
        except (ValueError, ConfigurationError) as error:
            raise ImproperlyConfigured(
                f"{variable} or an option is wrong for {self.alias!r}: {error}."
            ) from error

    def init_connection_state(self) -> None:
        """Begin to use the client: learn which database is this home's."""
        super().init_connection_state()
        for listener in self.connection.options.event_listeners:
            if isinstance(listener, CommandWatch):
                listener.name_database(self.settings_dict["NAME"], alias=self.alias)

    def is_usable(self) -> bool:
        """Return whether the server answers."""
        try:
            self.connection.admin.command("ping")
        except PyMongoError:
            return False
        return True

    def begin_unit(self) -> ClientSession:
        """Start a transaction with snapshot reads and journalled majority writes.

        Returns:
            The session that carries it; statements of this connection use it from now on.

        Raises:
            TransactionManagementError: within a block of the official backend's own `atomic`.
        """
        if self.session is not None:
            raise TransactionManagementError(
                f"A unit of work on {self.alias!r} cannot begin within the backend's own atomic."
            )
        self.ensure_connection()
        session: ClientSession = self.connection.start_session()
        session.start_transaction(
            read_concern=_SNAPSHOT,
            write_concern=_MAJORITY,
            read_preference=ReadPreference.PRIMARY,
            max_commit_time_ms=_COMMIT_MILLISECONDS,
        )
        self.session = session
        self.in_atomic_block_mongo = True
        return session

    def end_unit(self) -> None:
        """Leave the transaction behind, whatever became of it; writes are autocommitted again."""
        session, self.session = self.session, None
        self.in_atomic_block_mongo = False
        self.nested_atomics = 0
        self.run_on_commit = []
        if session is not None:
            with suppress(PyMongoError):
                session.end_session()

    def commit_mongo(self) -> None:
        """Commit a block of the official `atomic`; heal where the official one stays wedged."""
        session = self.session
        try:
            super().commit_mongo()
        except BaseException:
            if session is not None:
                release_locks(session)
            self.end_unit()
            raise

    def _rollback(self) -> None:
        """Rule out a commit of the open unit: a block of Django's own `atomic` in it failed."""
        super()._rollback()
        unit = current_unit()
        if unit is not None and unit.alias == self.alias:
            unit.doom(reason="a block of Django's own atomic in it failed")

    def on_commit(self, func: Hook, robust: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Run a function after this thread's unit of work commits; at once where none is open.

        Whatever home the unit is on: who names none, as Celery's `delay_on_commit`, gets the
        default one, and means the change that is being made.
        """
        unit = current_unit()
        if unit is not None and callable(func):
            unit.after_commit(func)
        else:
            super().on_commit(func, robust)

    def close_pool(self) -> None:
        """Let go of the client; it is closed once no alias of the process holds it."""
        self._let_go()
        CLIENTS.release(holder=self.alias)

    def _let_go(self) -> None:
        self.end_unit()
        self.connection = None
        self.__dict__.pop("database", None)

    def abandon(self) -> None:
        """Forget, in a forked child, what belongs to the parent, without touching it."""
        self.session = None
        self._let_go()


_wrappers: WeakSet[DatabaseWrapper] = WeakSet()


def _abandon_after_fork() -> None:
    for wrapper in list(_wrappers):
        wrapper.abandon()


os.register_at_fork(after_in_child=_abandon_after_fork)
