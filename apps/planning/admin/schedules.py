"""Schedules: timetables with a secret address."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action

from apps.planning import operations, queries
from apps.planning.admin.actors import actor_of
from apps.planning.models import Schedule
from yggdrasil.admin.names import Named
from yggdrasil.admin.site import HomeAdmin


def _names(ids: tuple[str, ...]) -> dict[str, str]:
    return queries.names_of(account_ids=ids)


_OWNER = Named("owner_id", ask=_names, description="owner")


class ScheduleAdmin(HomeAdmin):
    """Open schedules of one's own; renew and close anybody's."""

    list_display = ("name", _OWNER, "is_open", "created_at")
    ordering = ("owner_id", "name")
    actions = ("renew", "close")
    readonly_fields = (_OWNER, "is_open", "id", "version", "created_at", "updated_at")
    fields = ("name", *readonly_fields)

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        schedule_id, token = operations.open_schedule(name=data["name"], actor=actor_of(request))
        self._show(request, data["name"], token)
        return schedule_id

    @action(description="Renew: a new address, the old one is dead")
    def renew(self, request: HttpRequest, queryset: QuerySet[Schedule]) -> None:
        actor = actor_of(request)

        def renew_one(schedule: Schedule) -> None:
            token = operations.renew_schedule(schedule_id=str(schedule.pk), actor=actor)
            self._show(request, schedule.name, token)

        self.run_for_each(request, queryset, renew_one, done="renewed")

    @action(description="Close: the address is dead")
    def close(self, request: HttpRequest, queryset: QuerySet[Schedule]) -> None:
        actor = actor_of(request)
        self.run_for_each(
            request,
            queryset,
            lambda schedule: operations.close_schedule(schedule_id=str(schedule.pk), actor=actor),
            done="closed",
        )

    def _show(self, request: HttpRequest, name: str, token: str) -> None:
        text = f"Token of {name}, shown this once: {token}"
        self.message_user(request, text, messages.WARNING)
