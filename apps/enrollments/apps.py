"""What the enrollments app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class EnrollmentsConfig(ServiceConfig):
    """The enrollments app."""

    name = "apps.enrollments"
    label = "enrollments"
    verbose_name = "Enrollments"
    owns = (
        "certificates",
        "cohorts",
        "enrollments",
        "grades",
        "memberships",
        "payments",
        "progress",
        "seats",
        "semester_progress",
        "submissions",
        "validation_decisions",
    )
    needs = ("accounts", "courses", "users")
