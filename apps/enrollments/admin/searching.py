"""How staff find records: by ids and by the student, which indexes answer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from bson import ObjectId
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.accounts import api as accounts
from apps.enrollments.admin.naming import KNOWN
from apps.users import api as users
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.ids import InvalidIdError, to_object_id

_MOST_FOUND = 200


class RecordAdmin(HomeAdmin):
    """Documents that belong to a student.

    Attributes:
        key_columns: columns in which a given id is looked for.
    """

    key_columns: ClassVar[tuple[str, ...]] = ("student_id", "course_id")
    knows = KNOWN

    # Django shows a search box only where this names something.
    search_fields = ("student_id",)
    search_help_text = "How a student's name begins; a whole e-mail address, or an id."

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Find by a whole e-mail address or id, else by how a student's name begins."""
        term = search_term.strip()
        if not term:
            return queryset, False
        key = _key_of(term)
        wanted = self._with_key(key) if key is not None else self._of_students(term)
        return queryset.filter(wanted), False

    def _with_key(self, key: ObjectId) -> Q:
        wanted = Q()
        for column in self.key_columns:
            wanted |= Q((column, key))
        return wanted

    def _of_students(self, term: str) -> Q:
        is_name = "student_id" in self.key_columns and "@" not in term
        found = users.search_persons(text=term, limit=_MOST_FOUND) if is_name else ()
        return Q(student_id__in=[person.id for person in found]) if is_name else Q(pk__in=())


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
