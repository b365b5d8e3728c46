"""Dead letters for staff: read them, mend them, replay or discard them."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from yggdrasil.admin.everywhere import EverywhereAdmin, HomeFilter
from yggdrasil.admin.facts import NameFilter
from yggdrasil.admin.forms import DocumentForm
from yggdrasil.bus.hearers import declared
from yggdrasil.bus.hearing.letters import DeadLetters
from yggdrasil.bus.hearing.payloads import UnreadablePayloadError, read_payload
from yggdrasil.bus.models import FailureState, InboxFailure
from yggdrasil.errors import ConflictError
from yggdrasil.mongodb.homes import collection_of


class FailedAgainError(ConflictError):
    """The handler could not take the fact this time either."""


class LetterForm(DocumentForm):
    """The payload of a dead letter, to be mended; saving replays it."""

    payload = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16, "cols": 100}),
        help_text="Saving tells the handler this payload. The stored fact stays as it is.",
    )

    class Meta:
        model = InboxFailure
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payload"].initial = _readable(self.instance.fact.get("payload", {}))

    def clean_payload(self) -> dict[str, Any]:
        """Return the payload, if a fact could say it."""
        try:
            return read_payload(self.cleaned_data["payload"])
        except UnreadablePayloadError as error:
            raise forms.ValidationError(error.message) from error


class ErrorFilter(admin.SimpleListFilter):
    """Choose the kind of error that the handler raised, from those there are."""

    title = "error"
    parameter_name = "error"

    def lookups(self, request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """Return the kinds of error in the chosen home."""
        alias = request.GET.get(HomeFilter.parameter_name, DEFAULT_DB_ALIAS)
        failures = collection_of(
            alias if alias in settings.DATABASES else DEFAULT_DB_ALIAS, "inbox_failures"
        )
        kind = {"$first": {"$split": ["$error", ":"]}}
        kinds = [found["_id"] for found in failures.aggregate([{"$group": {"_id": kind}}])]
        return [(kind, kind) for kind in sorted(filter(None, kinds))]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[InboxFailure]
    ) -> QuerySet[InboxFailure]:
        """Return the letters whose handler raised the chosen one."""
        kind = self.value()
        return queryset.filter(error__startswith=f"{kind}:") if kind else queryset


@admin.register(InboxFailure)
class InboxFailureAdmin(EverywhereAdmin):
    """Facts that a handler could not take; the dead ones wait for a decision."""

    form = LetterForm
    list_display = ("name", "handler", "state", "attempts", "short_error", "next_at", "failed_at")
    list_filter = (HomeFilter, "state", NameFilter, ErrorFilter, "failed_at")
    search_fields = ("aggregate_id__exact", "name__exact")
    search_help_text = "The whole id of a thing, or the whole name of a fact."
    ordering = ("-failed_at",)
    readonly_fields = ("name", "handler", "state", "attempts", "error", "pretty_fact", "failed_at")
    fields = (*readonly_fields, "payload")
    actions = ("replay", "discard")

    def change(self, _request: HttpRequest, obj: InboxFailure, data: dict[str, Any]) -> None:
        """Replay the letter with the payload as mended."""
        _replay(obj.pk, payload=data.get("payload"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001 - Django's signature
        """Replay outside of any unit of work: a failed attempt must still be noted."""
        self.change(request, obj, form.changes())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the letter may be replayed: only a dead one is for staff to decide."""
        is_open = obj is not None and obj.state != FailureState.DEAD
        return not is_open and super().has_change_permission(request, obj)

    @admin.action(description="Replay")
    def replay(self, request: HttpRequest, queryset: QuerySet[InboxFailure]) -> None:
        """Try the chosen letters once more."""
        self.run_for_each(request, queryset, lambda letter: _replay(letter.pk), done="replayed")

    @admin.action(description="Discard for good")
    def discard(self, request: HttpRequest, queryset: QuerySet[InboxFailure]) -> None:
        """Give the chosen letters up, so that what waits behind them goes on."""
        letters = DeadLetters(declared())
        self.run_for_each(
            request, queryset, lambda letter: letters.discard(letter.pk), done="discarded"
        )

    @admin.display(description="error")
    def short_error(self, letter: InboxFailure) -> str:
        """Return the beginning of the error."""
        return letter.error[:80]

    @admin.display(description="fact")
    def pretty_fact(self, letter: InboxFailure) -> str:
        """Return the fact as it was told, readable."""
        return format_html("<pre>{}</pre>", _readable(letter.fact))


def _readable(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _replay(key: str, *, payload: dict[str, Any] | None = None) -> None:
    if not DeadLetters(declared()).replay(key, payload=payload):
        raise FailedAgainError("The handler failed again; see the error.")
