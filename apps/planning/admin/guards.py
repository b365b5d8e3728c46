"""Guards that keep bookings apart: whose day it is."""

from collections.abc import Iterator

from apps.enrollments import api as enrollments
from apps.planning import queries
from apps.planning.models import Location
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin


def _booked(keys: tuple[str, ...]) -> dict[str, str]:
    """Return in words what `<kind>:<id>:<day>` keeps apart."""
    parts = {key: key.split(":") for key in keys}
    whose = {key: said for key, said in parts.items() if len(said) == len(("kind", "id", "day"))}
    names = dict(_names(tuple({said[1] for said in whose.values()})))
    return {
        key: f"{kind.capitalize()} {names.get(id_, id_)}, {day}"
        for key, (kind, id_, day) in whose.items()
    }


def _names(ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from queries.names_of(account_ids=ids).items()
    yield from queries.resource_names(resource_ids=ids).items()
    for cohort in enrollments.list_cohorts(cohort_ids=ids):
        yield cohort.id, cohort.name
    for key, name in Location.objects.filter(pk__in=ids).values_list("pk", "name"):
        yield str(key), name


_BOOKED = Named("id", ask=_booked, description="what is booked")


class GuardAdmin(HomeAdmin):
    """Look at the turnstiles; nobody turns them by hand."""

    list_display = (_BOOKED, "turns", "expires_at")
    ordering = ("pk",)
    readonly_fields = (_BOOKED, "id", "turns", "expires_at")
    exclude = ()
