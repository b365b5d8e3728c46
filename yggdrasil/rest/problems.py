"""Errors as RFC 9457 problems: one shape, and one table from error to status."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions as drf

from yggdrasil import codec, context
from yggdrasil.errors import (
    ConflictError,
    FieldError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    UnavailableError,
    YggdrasilError,
)
from yggdrasil.logs import get_logger
from yggdrasil.rest.outages import is_outage

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
# A tag (RFC 4151) names a problem for ever, whatever host answers.
_TYPE = "tag:yggdrasil.edu,2026:problem:"

# The first row an error is an instance of decides its status.
STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (InvalidError, 400),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (UnavailableError, 503),
    (drf.NotAuthenticated, 401),
    (drf.AuthenticationFailed, 401),
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
)

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What went wrong, for people and programs (RFC 9457).

    Attributes:
        type: URI of the kind of problem; never changes its meaning.
        title: the kind in a few words.
        status: the HTTP status.
        detail: what went wrong this time, and the way out.
        instance: path of the request.
        code: the kind as one stable word.
        errors: what is wrong with single fields or parameters.
        request_id: the id under which the logs tell more.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: tuple[FieldError, ...]
    request_id: str


def problem_response(error: Exception, view: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to an error that a view raised; REST framework's exception handler.

    Args:
        error: what was raised.
        view: REST framework's context of it: view, arguments, request.

    Returns:
        The problem; None for an error that nobody foresaw, which Django then logs and answers.
    """
    path = view["request"].path
    if isinstance(error, drf.APIException):
        return _answer_framework(error, path)
    if isinstance(error, YggdrasilError):
        return problem(
            status=status_of(error),
            path=path,
            code=error.code,
            detail=error.message,
            errors=error.errors,
        )
    return answer_foreign(error, path=path)


def answer_foreign(error: BaseException, *, path: str) -> HttpResponse | None:
    """Return the answer to an error of Django's own or of a server that is away.

    Args:
        error: what was raised.
        path: path of the request.

    Returns:
        The problem; None if nobody foresaw the error.
    """
    if is_outage(error):
        log.warning("Server away.", reason=type(error).__name__)
        return problem(status=503, path=path, code="unavailable", detail=AWAY)
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return problem(status=status, path=path, detail=DETAILS.get(status, ""))
    return None


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error.

    Args:
        error: any error.

    Returns:
        That of the first row of the table it is an instance of; the framework's own choice for
        its other errors; 500 for anything else.
    """
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return status
    return int(getattr(error, "status_code", 500))


def problem(
    *,
    status: int,
    path: str,
    detail: str,
    code: str = "",
    errors: tuple[FieldError, ...] = (),
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return a problem as an answer.

    Args:
        status: the HTTP status.
        path: path of the request.
        detail: what went wrong this time, and the way out.
        code: stable word for programs; the name of the status if left out.
        errors: what is wrong with single fields.
        headers: further headers.

    Returns:
        `application/problem+json`; with Retry-After where waiting may help.
    """
    code = code or HTTPStatus(status).phrase.lower().replace(" ", "_").replace("-", "_")
    body = Problem(
        type=f"{_TYPE}{code}",
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        instance=escape_uri_path(path),
        code=code,
        errors=errors,
        request_id=context.current().correlation_id,
    )
    response = HttpResponse(codec.encode(body), status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


AWAY = "A server that is needed does not answer. Try again in a few seconds."
DETAILS = {
    400: "The request could not be understood.",
    403: "This is not open to you.",
    404: "There is nothing here.",
    413: "The body is too large.",
}


def _answer_framework(error: drf.APIException, path: str) -> HttpResponse:
    errors = tuple(_flatten(error.detail)) if isinstance(error, drf.ValidationError) else ()
    return problem(
        status=status_of(error),
        path=path,
        code=_code_of(error),
        detail=_sentence(error, errors),
        errors=errors,
        headers=_headers(error),
    )


def _code_of(error: drf.APIException) -> str:
    if isinstance(error, drf.ValidationError):
        return "invalid"
    detail = error.detail
    if isinstance(detail, dict):
        detail = detail.get("code", "")
        return str(detail or error.default_code)
    return str(getattr(detail, "code", "") or error.default_code)


def _sentence(error: drf.APIException, errors: tuple[FieldError, ...]) -> str:
    if errors:
        return " ".join(f"{one.field}: {one.message}" for one in errors)
    detail = error.detail
    return str(detail.get("detail", "")) if isinstance(detail, dict) else str(detail)


def _flatten(detail: Any, field: str = "") -> list[FieldError]:
    if isinstance(detail, dict):
        return [
            found
            for name, part in detail.items()
            for found in _flatten(part, f"{field}.{name}".strip("."))
        ]
    if isinstance(detail, list):
        return [
            found
            for index, part in enumerate(detail)
            for found in _flatten(part, f"{field}.{index}" if isinstance(part, dict) else field)
        ]
    code = getattr(detail, "code", None) or "invalid"
    return [FieldError(field=field or "body", message=str(detail), code=code)]


def _headers(error: drf.APIException) -> dict[str, str]:
    headers = {}
    if status_of(error) == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = getattr(error, "auth_header", None) or "Bearer"
    if isinstance(error, drf.Throttled) and error.wait is not None:
        headers["Retry-After"] = str(max(1, round(error.wait)))
    return headers
