"""The list of one kind of document: bounded, however many there are."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.views import ChangeList

from yggdrasil.admin.names import Named
from yggdrasil.admin.paging import BoundedPaginator
from yggdrasil.errors import InvalidError

NOT_OFFERED = (
    "The address asks for something that this list does not have. Here is all that it has."
)
MOST_SEARCHED = 200
_TOO_LONG = f"Search for {MOST_SEARCHED} characters at most."
# What the filter of a field compares it by.
_COMPARISONS = ("", "exact", "isnull", "gte", "lt")


def offers(filters: Iterable[Any], lookup: str) -> bool:
    """Return whether a parameter of the address is one of some filters.

    Args:
        filters: as in `list_filter`: names of fields, or classes.
        lookup: the parameter, for example `status__exact`.
    """
    field, _, comparison = lookup.partition("__")
    own = {getattr(each, "parameter_name", None) for each in filters}
    return lookup in own or (field in filters and comparison in _COMPARISONS)


class SearchForm(forms.Form):
    """What is searched for: a name or an id, not a book."""

    q = forms.CharField(
        required=False, max_length=MOST_SEARCHED, error_messages={"max_length": _TOO_LONG}
    )


class HomeList(ChangeList):
    """A page of documents, with the names on it; sorted by hand only where it says so."""

    result_list: Any
    search_form_class = SearchForm
    most_searched = MOST_SEARCHED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = capfirst(self.opts.verbose_name_plural)

    @property
    def is_cut(self) -> bool:
        """Return whether there may be more documents than the pages offer."""
        return bool(self.result_count >= BoundedPaginator.most)

    @property
    def is_chosen_from(self) -> bool:
        """Return whether a filter or a search leaves something out."""
        return bool(self.query or self.has_active_filters)

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Return what fits the address, or say that it asks for what the list does not offer."""
        try:
            found: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        except (DisallowedModelAdminLookup, ValidationError, InvalidError) as error:
            raise IncorrectLookupParameters(str(error)) from error
        return found

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Return the order; Django takes one from the address even where no column offers it."""
        if not self.sortable_by:
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, and the names on it."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        # How much there is beside what was found is not counted; the foot of the page leads there.
        self.full_result_count = self.result_count
        for column in self.list_display:
            if isinstance(column, Named):
                column.learn(self.result_list)
