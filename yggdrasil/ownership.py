"""The ownership matrix as the code has it, and where it differs from what the apps declare."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connections, router
from django_mongodb_backend.models import EmbeddedModel

from yggdrasil.cqrs.command import COMMANDS
from yggdrasil.cqrs.query import QUERIES
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.events.subscription import subscriptions_of
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.services import ServiceConfig, services_by_app


@dataclass(frozen=True, kw_only=True)
class Row:
    """One service of the matrix.

    Attributes:
        service: name of the process that may host it.
        app: label of the Django app.
        alias: database alias of its home.
        database: name of the database.
        owns: collections that only this app reads and writes.
        needs: apps whose `api` or `data` it uses.
        operations: everything one can change.
        queries: everything one can ask.
        tells: facts it tells.
        hears: facts it hears.
    """

    service: str
    app: str
    alias: str
    database: str
    owns: list[str]
    needs: list[str]
    operations: list[str]
    queries: list[str]
    tells: list[str]
    hears: list[str]


def matrix() -> list[Row]:
    """Return the matrix as the code has it, lowest app first."""
    return [_row(config) for config in _services()]


def differences() -> list[str]:
    """Return a sentence for each place where an app's code and its declaration differ."""
    return [
        f"{config.label}: {sentence}"
        for config in _services()
        for sentence in (
            *_compare("owns", declared=config.owns, found=_collections(config)),
            *_compare("needs", declared=config.needs, found=_neighbours(config)),
        )
    ]


def _services() -> Iterator[ServiceConfig]:
    return (config for config in apps.get_app_configs() if isinstance(config, ServiceConfig))


def _row(config: ServiceConfig) -> Row:
    alias = alias_of(config.label)
    return Row(
        service=services_by_app()[config.label],
        app=config.label,
        alias=alias,
        database=connections[alias].settings_dict["NAME"],
        owns=_collections(config),
        needs=_neighbours(config),
        operations=COMMANDS.of_app(config.label),
        queries=QUERIES.of_app(config.label),
        tells=CATALOGUE.told_by(config.label),
        hears=sorted({subscription.hears for subscription in subscriptions_of(config.label)}),
    )


def _collections(config: ServiceConfig) -> list[str]:
    return sorted(
        model._meta.db_table
        for model in config.get_models()
        if not issubclass(model, EmbeddedModel) and router.db_for_write(model)
    )


def _neighbours(config: ServiceConfig) -> list[str]:
    """Return the apps that the source of this app imports from."""
    imported = {
        name.split(".")[1]
        for path in Path(config.path).rglob("*.py")
        for name in _imports(ast.parse(path.read_text("utf-8")))
        if name.startswith("apps.")
    }
    return sorted(imported - {config.label})


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _compare(what: str, *, declared: tuple[str, ...], found: list[str]) -> Iterator[str]:
    for name in sorted(set(found) - set(declared)):
        yield f"{what} {name} in the code, but does not declare it."
    for name in sorted(set(declared) - set(found)):
        yield f"declares that it {what} {name}, but the code does not."
