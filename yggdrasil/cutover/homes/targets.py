"""The homes as the cut-over sees them: raw collections, by model."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, router
from django.db.models import Model
from django_mongodb_backend.models import EmbeddedModel
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.write_concern import WriteConcern

from yggdrasil.cutover.mapping.documents import CODEC, Document

# What the cut-over itself keeps in each home.
BOOK = "cutover"
FINDINGS = "cutover_findings"
REMAINDERS = "cutover_remainders"

# The checkpoint behind each batch waits for the majority, and with it for all writes before it.
_FAST = WriteConcern(w=1)
_SAFE = WriteConcern(w="majority", wtimeout=60_000)


def database_of(alias: str) -> Database[Document]:
    """Return the database of a home.

    Args:
        alias: database alias.
    """
    connection = connections[alias]
    connection.ensure_connection()
    client = connection.connection
    name: str = connection.settings_dict["NAME"]
    database: Database[Document] = client.get_database(name, codec_options=CODEC)
    return database


def collection_of(alias: str, name: str, *, is_safe: bool = False) -> Collection[Document]:
    """Return a collection of a home.

    Args:
        alias: database alias.
        name: of the collection.
        is_safe: True if a write must outlive the failure of a server.
    """
    concern = _SAFE if is_safe else _FAST
    return database_of(alias).get_collection(name, write_concern=concern)


def alias_and_table(model: type[Model]) -> tuple[str, str]:
    """Return the alias and the collection of a model.

    Args:
        model: with a collection of its own.
    """
    return router.db_for_write(model), model._meta.db_table


def tables_of(app: str) -> Iterator[str]:
    """Return the collections that an app owns.

    Args:
        app: label of the app.
    """
    for model in apps.get_app_config(app).get_models():
        if not issubclass(model, EmbeddedModel) and model._meta.managed:
            yield model._meta.db_table


def home_name(alias: str) -> str:
    """Return the name of a home's database, for people.

    Args:
        alias: database alias.
    """
    return str(connections[alias].settings_dict["NAME"])


def first_of(alias: str, name: str) -> Any:
    """Return the key of any document of a collection, or None if it is empty.

    Args:
        alias: database alias.
        name: of the collection.
    """
    found = collection_of(alias, name).find_one({}, projection=["_id"])
    return found["_id"] if found else None
