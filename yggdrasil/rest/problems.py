"""Errors as RFC 9457 problems: one shape, and one table from error to status."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions as drf

from yggdrasil import codec, context
from yggdrasil.errors import FieldError, YggdrasilError
from yggdrasil.logs import get_logger
from yggdrasil.rest.framework_errors import code_of, detail_of, field_errors, headers_of
from yggdrasil.rest.outages import find_outage
from yggdrasil.rest.statuses import DETAILS, status_of
from yggdrasil.rest.wording import all_told

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
# A tag (RFC 4151) names a problem for ever, whatever host answers.
_TYPE = "tag:yggdrasil.edu,2026:problem:"

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
    return problem_of(error, path=view["request"].path)


def problem_of(error: BaseException, *, path: str) -> HttpResponse | None:
    """Return an error as an answer.

    Args:
        error: what was raised, anywhere.
        path: path of the request.

    Returns:
        The problem; None if nobody foresaw the error.
    """
    if isinstance(error, drf.APIException):
        return _of_framework(error, path)
    if isinstance(error, YggdrasilError):
        return problem(
            status=status_of(error),
            path=path,
            code=error.code,
            detail=error.message,
            errors=error.errors,
        )
    if isinstance(error, ValidationError):
        return _of_validation(error, path)
    if outage := find_outage(error):
        log.warning("Server away.", reason=type(outage).__name__)
        return problem(status=503, path=path, code="unavailable", detail=DETAILS[503])
    status = status_of(error)
    is_foreseen = status != HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status=status, path=path, detail=DETAILS[status]) if is_foreseen else None


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


def _of_framework(error: drf.APIException, path: str) -> HttpResponse:
    is_of_fields = isinstance(error, drf.ValidationError)
    errors = tuple(field_errors(error.detail)) if is_of_fields else ()
    return problem(
        status=status_of(error),
        path=path,
        code=code_of(error),
        detail=all_told(errors) if errors else detail_of(error),
        errors=errors,
        headers=headers_of(error),
    )


def _of_validation(error: ValidationError, path: str) -> HttpResponse:
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = tuple(field_errors(named))
    return problem(status=400, path=path, code="invalid", detail=all_told(errors), errors=errors)
