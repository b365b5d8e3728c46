"""System checks of the homes: no relation between two, strong writes, a server that can."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, router
from django.db.models import Model
from pymongo.errors import PyMongoError

from yggdrasil.mongodb.base import DatabaseWrapper
from yggdrasil.mongodb.faults import in_short
from yggdrasil.mongodb.guarantees import has_transactions, weaknesses

_EMBEDDED_FIRST = "django_mongodb_backend.routers.MongoRouter"


def register_checks() -> None:
    """Make `manage.py check` run the checks of this room."""
    register(check_relations, Tags.models)
    register(check_router_order, Tags.database)
    register(check_write_guarantees, Tags.security, deploy=True)
    register(check_transactions, Tags.database)


def check_relations(**_options: Any) -> list[CheckMessage]:
    """Return an error for each relation between models of different homes.

    No transaction, no join and no cascade spans two homes. A reference to another home is a plain
    `ObjectIdField`. Relations by name are found too, and those of embedded documents.

    Returns:
        Django check messages, E001.
    """
    return [
        Error(
            f"{model._meta.label}.{name} refers to {_label(other)}, which has another home.",
            hint="Keep the id in an ObjectIdField and ask the other app's api.",
            obj=model,
            id="yggdrasil.mongodb.E001",
        )
        for model in apps.get_models(include_auto_created=True)
        for name, other in _relations(model)
        if _homes(model._meta.app_label) != _homes(_label(other).split(".")[0])
    ]


def _relations(model: type[Model]) -> Iterator[tuple[str, type[Model] | str]]:
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if field.remote_field is not None:
            yield field.name, field.remote_field.model


def _label(model: type[Model] | str) -> str:
    return model if isinstance(model, str) else model._meta.label


def _homes(app_label: str) -> frozenset[str]:
    return frozenset(alias for alias in connections if router.allow_migrate(alias, app_label))


def check_router_order(**_options: Any) -> list[CheckMessage]:
    """Return an error unless the backend's own router stands first.

    A router before it would give embedded models collections of their own.

    Returns:
        Django check messages, E002.
    """
    if settings.DATABASE_ROUTERS[:1] == [_EMBEDDED_FIRST]:
        return []
    hint = f"Put {_EMBEDDED_FIRST} before all others."
    return [Error("DATABASE_ROUTERS is in the wrong order.", hint, id="yggdrasil.mongodb.E002")]


def check_write_guarantees(**_options: Any) -> list[CheckMessage]:
    """Return an error for each home whose URI or options weaken its writes; for `--deploy`.

    Returns:
        Django check messages, E003.
    """
    return [
        Error(f"The URI of {alias!r} is weak: {fault}.", id="yggdrasil.mongodb.E003")
        for alias in connections
        for fault in weaknesses(alias)
    ]


def check_transactions(
    *, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Return an error for each home whose server has no transactions, or does not answer.

    Args:
        databases: aliases to look at; `check --database` and `migrate` name them.

    Returns:
        Django check messages: E004 no replica set, E005 no answer.
    """
    return [message for alias in databases or () for message in _check_server(alias)]


def _check_server(alias: str) -> list[CheckMessage]:
    try:
        if has_transactions(cast("DatabaseWrapper", connections[alias])):
            return []
    except PyMongoError as error:
        words = f"The server of {alias!r} does not answer: {in_short(error)}"
        return [Error(words, id="yggdrasil.mongodb.E005")]
    hint = "Start it as a replica set; one member is enough."
    return [
        Error(f"The server of {alias!r} stands alone.", hint, id="yggdrasil.mongodb.E004"),
    ]
