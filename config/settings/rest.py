"""Django REST framework and its schema."""

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["yggdrasil.rest.rendering.DataRenderer"],
    "DEFAULT_PARSER_CLASSES": ["yggdrasil.rest.parsing.DataParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.accounts.rest.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "yggdrasil.rest.schema.DataSchema",
    "EXCEPTION_HANDLER": "yggdrasil.rest.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # `?format=` is a parameter like any other: what is wanted is said by Accept.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Yggdrasil",
    "DESCRIPTION": (
        "The back end of a school. Lists come in pages: follow `next`, or the Link header."
        " Errors are problems (RFC 9457). Every answer carries X-Request-ID."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "TAGS": [
        {"name": "accounts", "description": "Signing in, sessions, and who may."},
        {"name": "users", "description": "People: profiles, preferences, documents."},
        {"name": "courses", "description": "Courses, their chapters and materials."},
        {"name": "enrollments", "description": "Cohorts, enrolments, progress, grades."},
        {"name": "news", "description": "Articles, categories, tags, comments."},
        {"name": "planning", "description": "Events, locations, resources, attendance."},
        {"name": "statistics", "description": "Dashboards and reports."},
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        }
    },
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATION_PARAMETERS": False,
}
