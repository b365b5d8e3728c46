"""Secrets, hosts, cookies, passwords. Production refuses what is weak."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import IS_PRODUCTION, read

# Public on purpose: development and test data are worth nothing.
_DEVELOPMENT_KEY = "development-only-" + "k" * 50

SECRET_KEY = str(read("str", "SECRET_KEY", "" if IS_PRODUCTION else _DEVELOPMENT_KEY))
# Django's own bounds (security.W009), and the key that everybody can read above.
_IS_WEAK = len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY == _DEVELOPMENT_KEY  # noqa: PLR2004
if IS_PRODUCTION and _IS_WEAK:
    raise ImproperlyConfigured(
        "SECRET_KEY is wrong: production needs at least 50 random characters."
    )

ALLOWED_HOSTS: Any = read(
    "list",
    "ALLOWED_HOSTS",
    [] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"],
)
if IS_PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is wrong: production needs the host names it serves, and no '*'."
    )
CORS_ALLOWED_ORIGINS = read("list", "CORS_ALLOWED_ORIGINS", [])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = (
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-request-id",
)
CORS_EXPOSE_HEADERS = ("etag", "link", "retry-after", "x-request-id")

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["apps.accounts.backends.EmailBackend"]
LOGIN_URL = "admin:login"
# The sign-in page, opened by its own address, sends no `next`.
LOGIN_REDIRECT_URL = "admin:index"
# Argon2 for all new hashes; the predecessor's bcrypt hashes verify and are upgraded at sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "apps.accounts.backends.PredecessorPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
# Supervisors probe within the machine, without encryption.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "yggdrasil.rest.handlers.csrf_failure"
# The admin's pages script within the page; nothing comes from another host all the same.
CONTENT_POLICY_OF_PAGES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
