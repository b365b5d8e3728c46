"""The table of homes as answers to Django's four questions."""

from typing import Any

from django.db.models import Model

from routers.homes import PLATFORM_LABEL, home_of


class HomeRouter:
    """Send each app to its home, and platform documents to the home they are asked for in.

    `django_mongodb_backend.routers.MongoRouter` stands before this router, so that embedded
    models never get a collection.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Return the alias to read the model from; None lets the caller's `using` decide."""
        return self._home(model, hints)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """Return the alias to write the model to; None lets the caller's `using` decide."""
        return self._home(model, hints)

    def allow_relation(self, first: Model, second: Model, **_hints: Any) -> bool:
        """Allow a relation within one home only: no transaction spans two."""
        labels = {first._meta.app_label, second._meta.app_label} - {PLATFORM_LABEL}
        return len({home_of(label).alias for label in labels}) <= 1

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        """Allow an app's migrations in its home, the platform's in every home."""
        return app_label == PLATFORM_LABEL or home_of(app_label).alias == db

    def _home(self, model: type[Model], hints: dict[str, Any]) -> str | None:
        if model._meta.app_label == PLATFORM_LABEL:
            instance = hints.get("instance")
            return instance._state.db if instance is not None else None
        return home_of(model._meta.app_label).alias
