"""The stream of facts for staff: what happened, to what, in answer to what."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from yggdrasil.admin.everywhere import EverywhereAdmin, HomeFilter
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.eventstore.models import RelayState, StoredFact


class NameFilter(admin.SimpleListFilter):
    """Choose the name of the facts, from the catalogue instead of from a scan of the collection."""

    title = "name"
    parameter_name = "name"

    def lookups(self, _request: Any, _model_admin: Any) -> list[tuple[str, str]]:
        """Return the names of all declared facts."""
        return [(signal.name, signal.name) for signal in CATALOGUE]

    def queryset(self, _request: Any, queryset: Any) -> Any:
        """Return the facts of the chosen name."""
        return queryset.filter(name=self.value()) if self.value() else queryset


@admin.register(StoredFact)
class StoredFactAdmin(EverywhereAdmin):
    """Facts, newest first; filter by name, search for an aggregate or a request."""

    list_display = ("name", "aggregate", "aggregate_version", "occurred_at", "position", "actor_id")
    list_filter = (HomeFilter, NameFilter)
    # By the indexes, every one of them, or all facts would be read; "=" would send what was typed
    # as a regular expression. What a fact led to shares the id of its request.
    search_fields = ("aggregate_id__exact", "correlation_id__exact")
    sortable_by = ()
    fields = (
        "id",
        "name",
        "occurred_at",
        "aggregate",
        "aggregate_version",
        "position",
        "pretty_payload",
        "correlation_id",
        "causation_id",
        "actor_id",
        "source",
    )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the newest first, in the order of the index that finds them."""
        is_by_name = NameFilter.parameter_name in request.GET
        return ("-occurred_at", "-id") if is_by_name else ("-id",)

    @admin.display(description="aggregate")
    def aggregate(self, fact: StoredFact) -> str:
        """Return which thing the fact is about."""
        return f"{fact.aggregate_kind} {fact.aggregate_id}"

    @admin.display(description="payload")
    def pretty_payload(self, fact: StoredFact) -> str:
        """Return the fact itself, readable."""
        return format_html("<pre>{}</pre>", json.dumps(fact.payload, indent=2, ensure_ascii=False))


@admin.register(RelayState)
class RelayStateAdmin(EverywhereAdmin):
    """Who hands a home's facts over, and how far."""

    list_display = ("id", "owner", "position", "published", "expires_at")
    list_filter = (HomeFilter,)
    fields = ("id", "owner", "fence", "expires_at", "position", "published", "heard", "refused")
