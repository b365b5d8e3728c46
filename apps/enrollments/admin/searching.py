"""How staff find records: by ids and by a student's e-mail address, which indexes answer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from bson import ObjectId
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.accounts import api as accounts
from apps.enrollments.admin.naming import KNOWN
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.ids import InvalidIdError, to_object_id


class RecordAdmin(HomeAdmin):
    """Documents that belong to a student.

    Attributes:
        key_columns: columns in which a given id is looked for.
    """

    key_columns: ClassVar[tuple[str, ...]] = ("student_id", "course_id")
    knows = KNOWN

    # Django shows a search box only where this names something.
    search_fields = ("student_id",)
    search_help_text = "A student's e-mail address, or the id of a student, course or cohort."

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Find by a whole e-mail address or id."""
        term = search_term.strip()
        if not term:
            return queryset, False
        key = _key_of(term)
        if key is None:
            return queryset.none(), False
        wanted = Q()
        for column in self.key_columns:
            wanted |= Q((column, key))
        return queryset.filter(wanted), False


def students_named(words: Iterable[str]) -> tuple[str, ...]:
    """Return the accounts that somebody typed: e-mail addresses or ids.

    Args:
        words: what was typed, one a student.

    Returns:
        Ids, in the same order.

    Raises:
        ValidationError: naming those that are nobody's.
    """
    found = {word: _key_of(word) for word in words}
    unknown = [word for word, key in found.items() if key is None]
    if unknown:
        raise ValidationError(f"Nobody has: {', '.join(unknown)}.")
    return tuple(map(str, found.values()))


def _key_of(term: str) -> ObjectId | None:
    if "@" in term:
        account = accounts.find_account_by_email(email=term)
        return to_object_id(account.id) if account is not None else None
    try:
        return to_object_id(term)
    except InvalidIdError:
        return None
