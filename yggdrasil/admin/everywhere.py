"""The admin of documents that live in every home: one home at a time is shown."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from yggdrasil.admin.site import HomeAdmin


class HomeFilter(SimpleListFilter):
    """Choose the home whose documents are listed."""

    title = "home"
    parameter_name = "home"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """Return the homes by alias."""
        return [(alias, str(database["NAME"])) for alias, database in settings.DATABASES.items()]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Return the homes without an "all": no query spans two."""
        chosen = self.value() or DEFAULT_DB_ALIAS
        for alias, name in self.lookup_choices:
            yield {
                "selected": alias == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: alias}),
                "display": name,
            }

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the documents of the chosen home."""
        alias = self.value()
        return queryset.using(alias if alias in settings.DATABASES else DEFAULT_DB_ALIAS)


class EverywhereAdmin(HomeAdmin):
    """List and show the documents of one home; the home of a single one is found by its id."""

    readonly_fields: tuple[str, ...] = ()
    # Which home is shown, and so how much there is, only the list knows.
    sortable_by: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the document from whichever home has it."""
        for alias in self._homes_first_the_chosen(request):
            found = self._find(alias, object_id)
            if found is not None:
                return found
        return super().get_object(request, object_id, from_field)

    def _find(self, alias: str, object_id: str) -> Model | None:
        try:
            key = self.model._meta.pk.to_python(object_id)
        except ValidationError:
            return None
        found: Model | None = self.model._default_manager.using(alias).filter(pk=key).first()
        return found

    def _homes_first_the_chosen(self, request: HttpRequest) -> list[str]:
        chosen = request.GET.get(HomeFilter.parameter_name)
        return sorted(settings.DATABASES, key=lambda alias: alias != chosen)
