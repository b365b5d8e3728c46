"""Pages of a list that may be endless: neither the count nor the skip grows with it."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class BoundedPaginator(Paginator):
    """Offer the first rows only; who looks further filters or searches.

    Counting and skipping both cost as many index entries as they pass, so both stop here.

    Attributes:
        most: rows offered.
    """

    most = 1_000

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, at most `most`."""
        rows = cast("QuerySet[Any]", self.object_list)
        return len(rows.values_list("pk", flat=True)[: self.most])
