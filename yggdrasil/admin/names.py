"""Columns that show whose id it is; a page of them is asked for at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from unfold.views import ChangeList

from yggdrasil.admin.paging import BoundedPaginator

Names = Callable[[tuple[str, ...]], Mapping[str, str]]


class Named:
    """A column, or a field to read, with the name of what an id points at.

    Example:
        list_display = (Named("student_id", ask=names_of_people, description="student"), "status")

    Args:
        field: name of the field that holds the id.
        ask: function from ids to names by id, without those that are unknown.
        description: what the column is called.
    """

    def __init__(self, field: str, *, ask: Names, description: str) -> None:
        self.field = field
        self.ask = ask
        self.short_description = description
        self.__name__ = f"name_of_{field}"

    def __call__(self, document: Any) -> str | None:
        """Return the name; the id where nobody knows one, None where there is no id."""
        if self.__name__ not in vars(document):
            self.learn([document])
        name: str | None = vars(document)[self.__name__]
        return name

    def learn(self, documents: Iterable[Any]) -> None:
        """Ask for all names that some documents need, and keep them with these.

        Args:
            documents: at most a page.
        """
        ids = {document: str(getattr(document, self.field) or "") for document in documents}
        wanted = tuple(sorted({each for each in ids.values() if each}))
        names = self.ask(wanted) if wanted else {}
        for document, id_ in ids.items():
            vars(document)[self.__name__] = names.get(id_, id_) or None


class NamedChangeList(ChangeList):
    """A list that learns the names on its page, and whether it is whole, before it is shown."""

    result_list: Any

    @property
    def is_cut(self) -> bool:
        """Return whether there may be more documents than the pages offer."""
        return bool(self.result_count >= BoundedPaginator.most)

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
