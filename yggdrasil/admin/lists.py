"""The list of one kind of document: bounded, however many there are."""

from typing import Any

from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.views import ChangeList

from yggdrasil.admin.names import Named
from yggdrasil.admin.paging import BoundedPaginator


class HomeList(ChangeList):
    """A page of documents, with the names on it; sorted by hand only where it says so."""

    result_list: Any

    @property
    def is_cut(self) -> bool:
        """Return whether there may be more documents than the pages offer."""
        return bool(self.result_count >= BoundedPaginator.most)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Return the order; Django takes one from the address even where no column offers it."""
        if not self.sortable_by:
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, and the names on it."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        if not self.query and not self.has_active_filters:
            # Else the page offers to show all where all is shown.
            self.full_result_count = self.result_count
        for column in self.list_display:
            if isinstance(column, Named):
                column.learn(self.result_list)
