"""What the statistics app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class StatisticsConfig(ServiceConfig):
    """The statistics app."""

    name = "apps.statistics"
    label = "statistics"
    verbose_name = "Statistics"
    owns = ("aggregated_stats", "analytics_events", "reports")
    needs = ("accounts", "courses", "enrollments", "planning", "users")
