"""What the planning app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class PlanningConfig(ServiceConfig):
    """The planning app."""

    name = "apps.planning"
    label = "planning"
    verbose_name = "Planning"
    owns = (
        "event_attendance",
        "locations",
        "planning_events",
        "planning_guards",
        "resources",
        "schedules",
    )
    needs = ("accounts", "courses", "enrollments", "users")
