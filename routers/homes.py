"""The table of homes: app, service, database alias, database name, URI variable.

Everything that needs to know where an app lives reads it here: settings build DATABASES
from this table, the router answers from it, `manage.py services` prints it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where one app keeps its documents.

    Attributes:
        app: label of the Django app.
        service: name of the process that will host the app once it is lifted out.
        alias: database alias, as Django's `using`.
        database: middle part of the database name, `yggdrasil_<database>_<env>`.
        uri_variable: environment variable with a server of its own; falls back to MONGODB_URI.
        url_variable: environment variable with the address of a service hosted elsewhere.
    """

    app: str
    service: str
    alias: str
    database: str
    uri_variable: str
    url_variable: str


HOMES: tuple[Home, ...] = (
    Home(
        app="accounts",
        service="auth-service",
        alias="default",
        database="auth",
        uri_variable="AUTH_DB_URI",
        url_variable="AUTH_SERVICE_URL",
    ),
    Home(
        app="users",
        service="user-service",
        alias="user",
        database="user",
        uri_variable="USER_DB_URI",
        url_variable="USER_SERVICE_URL",
    ),
    Home(
        app="courses",
        service="course-service",
        alias="course",
        database="course",
        uri_variable="COURSE_DB_URI",
        url_variable="COURSE_SERVICE_URL",
    ),
    Home(
        app="enrollments",
        service="enrollment-service",
        alias="enrollment",
        database="enrollment",
        uri_variable="ENROLLMENT_DB_URI",
        url_variable="ENROLLMENT_SERVICE_URL",
    ),
    Home(
        app="news",
        service="news-service",
        alias="news",
        database="news",
        uri_variable="NEWS_DB_URI",
        url_variable="NEWS_SERVICE_URL",
    ),
    Home(
        app="planning",
        service="planning-service",
        alias="planning",
        database="planning",
        uri_variable="PLANNING_DB_URI",
        url_variable="PLANNING_SERVICE_URL",
    ),
    Home(
        app="statistics",
        service="statistics-service",
        alias="statistics",
        database="statistics",
        uri_variable="STATS_DB_URI",
        url_variable="STATISTICS_SERVICE_URL",
    ),
)

# The platform's own documents lie next to the documents they belong to.
PLATFORM_LABEL = "yggdrasil"

_BY_APP = {home.app: home for home in HOMES}


def home_of(app_label: str) -> Home:
    """Return the home of an app.

    Args:
        app_label: label of a Django app.

    Returns:
        The row of that app; for an app without one (Django's contrib apps) the accounts' row,
        because sessions, permissions and admin log entries point at the user.
    """
    return _BY_APP.get(app_label, HOMES[0])
