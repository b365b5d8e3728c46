"""Who may read courses that are not public: to look at, since facts fill it."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.courses.admin.naming import people, titles
from apps.courses.models import CourseReader
from apps.users import api as users
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.ids import InvalidIdError, to_object_id

_MOST_FOUND = 200
_PERSON = Named("account_id", ask=people, description="person")
_COURSE = Named("course_id", ask=titles, description="course")


class CourseReaderAdmin(HomeAdmin):
    """List and find reasons to read a course."""

    list_display = (_PERSON, _COURSE, "via", "since")
    list_filter = ("via",)
    search_fields = ("account_id",)
    search_help_text = "How a person's name begins; or the id of a person, course or cohort."
    ordering = ("-pk",)
    readonly_fields = (_PERSON, _COURSE, "id")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[CourseReader]", search_term: str
    ) -> tuple["QuerySet[CourseReader]", bool]:
        """Find by a whole id, else by how a name begins, which the indexes answer."""
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            key = to_object_id(term)
        except InvalidIdError:
            found = users.search_persons(text=term, limit=_MOST_FOUND)
            return queryset.filter(account_id__in=[person.id for person in found]), False
        return queryset.filter(Q(account_id=key) | Q(course_id=key) | Q(source_id=key)), False
