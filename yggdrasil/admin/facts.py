"""The stream of facts for staff: what happened, to what, in answer to what."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from yggdrasil.admin.everywhere import EverywhereAdmin, HomeFilter
from yggdrasil.events.catalogue import CATALOGUE
from yggdrasil.eventstore.documents import ORIGIN
from yggdrasil.eventstore.models import Commit, RelayState, ToldFact

# A line of the list names so many things, the page of a commit shows all.
MOST_LISTED = 3

FACT = """<details open class="mb-4"><summary class="cursor-pointer font-semibold">{}</summary>
<p>{}</p><pre class="overflow-x-auto">{}</pre></details>"""


class NameFilter(admin.SimpleListFilter):
    """Choose the name of the facts, from the catalogue instead of from a scan of the collection."""

    title = "name"
    parameter_name = "name"

    def lookups(self, _request: Any, _model_admin: Any) -> list[tuple[str, str]]:
        """Return the names of all declared facts."""
        return [(signal.name, signal.name) for signal in CATALOGUE]

    def queryset(self, _request: Any, queryset: Any) -> Any:
        """Return what is of the chosen name."""
        return queryset.filter(name=self.value()) if self.value() else queryset


class ToldNameFilter(NameFilter):
    """Choose commits that tell a fact of some name."""

    def queryset(self, _request: Any, queryset: Any) -> Any:
        """Return the commits with a fact of the chosen name."""
        return queryset.filter(names__contains=[self.value()]) if self.value() else queryset


@admin.register(Commit)
class CommitAdmin(EverywhereAdmin):
    """Facts as they were told together, newest first; search for an aggregate or a request."""

    list_display = ("occurred_at", "told", "about", "positions", "actor_id")
    list_filter = (HomeFilter, ToldNameFilter)
    search_help_text = "The id of a thing, or of a request: what a fact led to shares it."
    search_fields = ("facts__aggregate_id", "correlation_ids")
    sortable_by = ()
    fields = (
        "id",
        "occurred_at",
        "positions",
        "source",
        "correlation_id",
        "causation_id",
        "actor_id",
        "all_facts",
    )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the newest first, in the order of the index that finds them."""
        is_by_name = ToldNameFilter.parameter_name in request.GET
        return ("-occurred_at", "-id") if is_by_name else ("-id",)

    def get_search_results(
        self, _request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Return what tells of a thing or answers a request, from the indexes of both."""
        if not search_term:
            return queryset, False
        tells_of_it = Q(facts__aggregate_id=search_term)
        return queryset.filter(tells_of_it | Q(correlation_ids__contains=[search_term])), False

    @admin.display(description="facts")
    def told(self, commit: Commit) -> SafeString:
        """Return the names of the facts."""
        return _lines([fact.name or commit.name for fact in commit.facts])

    @admin.display(description="about")
    def about(self, commit: Commit) -> SafeString:
        """Return which things the facts are about."""
        return _lines([_aggregate(fact) for fact in commit.facts])

    @admin.display(description="positions")
    def positions(self, commit: Commit) -> str:
        """Return the first and the last position; nothing before it is numbered."""
        first = commit.position - len(commit.facts) + 1
        numbers = dict.fromkeys((first, commit.position)) if commit.position else {}
        return " to ".join(map(str, numbers))

    @admin.display(description="facts")
    def all_facts(self, commit: Commit) -> SafeString:
        """Return each fact itself, readable."""
        return format_html_join("", FACT, _readable(commit))


def _readable(commit: Commit) -> Iterator[tuple[str, str, str]]:
    """Return of each fact its name, what it says about itself, and what it tells."""
    moment = commit.occurred_at
    for fact in commit.facts:
        moment = fact.occurred_at or moment
        payload = json.dumps(fact.payload, indent=2, ensure_ascii=False)
        yield fact.name or commit.name, "; ".join(_said(fact, moment)), payload


def _said(fact: ToldFact, moment: datetime) -> list[str]:
    own = {name: getattr(fact, name) for name in ORIGIN if getattr(fact, name) is not None}
    return [
        f"{_aggregate(fact)}, version {fact.aggregate_version}",
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"id {fact.fact_id}",
        *(f"{name} {value}" for name, value in own.items()),
    ]


def _aggregate(fact: ToldFact) -> str:
    return f"{fact.aggregate_kind} {fact.aggregate_id}"


def _lines(values: Iterable[str]) -> SafeString:
    """Return different values, each on a line, with how often there are such."""
    counted = Counter(values).items()
    lines = [f"{value} ({count})" if count > 1 else value for value, count in counted]
    if len(lines) > MOST_LISTED:
        lines[MOST_LISTED:] = [f"and {len(lines) - MOST_LISTED} more"]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


@admin.register(RelayState)
class RelayStateAdmin(EverywhereAdmin):
    """Who hands a home's facts over, and how far."""

    list_display = ("id", "owner", "position", "published", "expires_at")
    list_filter = (HomeFilter,)
    fields = ("id", "owner", "fence", "expires_at", "position", "published", "heard", "refused")
