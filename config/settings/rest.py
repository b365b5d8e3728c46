"""Django REST framework and its schema."""

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["yggdrasil.rest.rendering.DataRenderer"],
    "DEFAULT_PARSER_CLASSES": ["yggdrasil.rest.parsing.DataParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "yggdrasil.rest.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # `?format=` is a parameter like any other: what is wanted is said by Accept.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Yggdrasil",
    "DESCRIPTION": "The back end of a school.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
