"""What the courses app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class CoursesConfig(ServiceConfig):
    """The courses app."""

    name = "apps.courses"
    label = "courses"
    verbose_name = "Courses"
    owns = ("course_readers", "courses")
    needs = ("accounts", "users")
