"""Answers to errors outside REST framework: problems for programs, simple pages for people."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from yggdrasil import context
from yggdrasil.rest.problems import RETRY_AFTER_SECONDS, problem, problem_of
from yggdrasil.rest.statuses import DETAILS

_PROGRAMS = ("/api/", "/health/", "/metrics")
_OFFICE = "/admin/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django could not accept."""
    return _answer(request, exception, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for something closed."""
    return _answer(request, exception, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for an address that nothing has."""
    return _answer(request, exception, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that met an error nobody foresaw, or a server that is away."""
    return _answer(request, sys.exception(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form that was not sent from a page of this site."""
    detail = "The form has expired or came from elsewhere. Go back, reload the page and try again."
    return _page(request, HTTPStatus.FORBIDDEN, detail)


def _answer(request: HttpRequest, error: BaseException | None, *, status: int) -> HttpResponse:
    told = problem_of(error, path=request.path) if error is not None else None
    if request.path.startswith(_PROGRAMS):
        return told or problem(status=status, path=request.path, detail=DETAILS[status])
    found = HTTPStatus(told.status_code if told is not None else status)
    return _page(request, found, DETAILS.get(found, ""))


def _page(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse:
    words = {
        "title": status.phrase,
        "detail": detail,
        "way": _OFFICE if request.path.startswith(_OFFICE) else "/",
        "request_id": context.current().correlation_id,
    }
    # No request in the rendering: its context processors would read the session, which may be away.
    text = render_to_string("yggdrasil/error.html", words)
    response = HttpResponse(text, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
