"""Compilers of the official backend, with four corrections of ours.

A list sorted by an index is read through it, and a page of it in one answer; a write is refused
while a unit of work on another home is open; a write that fails within a unit rules out its commit.
"""

from typing import Any

from django_mongodb_backend import compiler
from django_mongodb_backend.query import MongoQuery, wrap_database_errors

from yggdrasil.mongodb.faults import is_transient
from yggdrasil.mongodb.guards import assert_writable
from yggdrasil.mongodb.unit import current_unit

SQLAggregateCompiler = compiler.SQLAggregateCompiler


# The server's own first batch; a longer page would need a second round trip for its last row.
_FIRST_BATCH = 101
_LONGEST_BATCH = 1_001


class Query(MongoQuery):
    """Read a page in one answer."""

    @wrap_database_errors  # type: ignore[untyped-decorator]  # the backend is untyped
    def get_cursor(self) -> Any:
        """Return the cursor; it is exhausted at once where the query is bounded."""
        high = self.query.high_mark
        bound = 0 if high is None else high - self.query.low_mark
        if not _FIRST_BATCH <= bound < _LONGEST_BATCH:
            return super().get_cursor()
        return self.compiler.collection.aggregate(
            self.get_pipeline(), session=self.compiler.connection.session, batchSize=bound + 1
        )


class SQLCompiler(compiler.SQLCompiler):
    """Read documents."""

    query_class = Query

    def build_query(self, columns: Any = None) -> Any:
        """Return the query without stages that compute a field from itself.

        The official compiler puts `{$addFields: {title: "$title"}}` before `{$sort: {title: 1}}`.
        The server then no longer knows the field as the indexed one: it reads and sorts the whole
        collection for one page.
        """
        query = super().build_query(columns)
        if query.extra_fields:
            query.extra_fields = {
                name: value for name, value in query.extra_fields.items() if value != f"${name}"
            }
        return query


class Guarded:
    """What every compiler that changes documents does first and last."""

    connection: Any

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        """Execute the change, if this home may be changed now.

        Raises:
            SpansTwoHomesError: if a unit of work on another home is open.
        """
        alias = self.connection.alias
        assert_writable(alias)
        try:
            return super().execute_sql(*args, **kwargs)  # type: ignore[misc]
        except Exception as error:
            if (unit := current_unit()) is not None and unit.alias == alias:
                unit.doom(error, is_transient=is_transient(error))
            raise


class SQLInsertCompiler(Guarded, compiler.SQLInsertCompiler):
    """Insert documents."""


class SQLUpdateCompiler(Guarded, compiler.SQLUpdateCompiler):  # type: ignore[misc] # as upstream
    """Update documents."""


class SQLDeleteCompiler(Guarded, compiler.SQLDeleteCompiler):
    """Delete documents."""
