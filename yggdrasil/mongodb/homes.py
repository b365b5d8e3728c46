"""Which alias an app's documents live under, as the database router answers it."""

from functools import cache
from typing import Any, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, router
from pymongo.collection import Collection


@cache
def alias_of(app_label: str) -> str:
    """Return the database alias of an app.

    Args:
        app_label: label of an installed app.

    Returns:
        The alias its models are written to; the default one for an app without models.
    """
    models = apps.get_app_config(app_label).get_models()
    first = next(iter(models), None)
    return router.db_for_write(first) if first is not None else DEFAULT_DB_ALIAS


def collection_of(alias: str, name: str) -> "Collection[dict[str, Any]]":
    """Return a collection of a home, for commands that the ORM has no words for.

    Pass `session=current_session()` to each command, or it runs outside the open unit of work.

    Args:
        alias: database alias of the home.
        name: of the collection.

    Returns:
        The driver's collection.
    """
    connection = cast("Any", connections[alias])
    return cast("Collection[dict[str, Any]]", connection.database[name])
