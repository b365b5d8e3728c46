"""Columns that show whose id it is; a page of them is asked for at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

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
