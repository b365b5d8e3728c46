"""Which alias an app's documents live under, as the database router answers it."""

from functools import cache

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, router


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
