"""The HTTP entrance: every request gets an id, a context, and one line in the log."""

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware

from yggdrasil import context
from yggdrasil.context import Context
from yggdrasil.ids import new_id
from yggdrasil.logs import get_logger
from yggdrasil.rest.actors import actor_of

Answer = Callable[[HttpRequest], HttpResponseBase]

REQUEST_ID = "X-Request-ID"
_LONGEST_PATH = 200
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")

log = get_logger(__name__)


class RequestMiddleware:
    """Enter the context of a request: first of all middleware, so that it holds for all answers."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer within a context of the request's own, and log that it was answered."""
        began = perf_counter()
        with context.use(Context(correlation_id=request_id_of(request), actor=context.ANONYMOUS)):
            response = self._get_response(request)
            # Django would say the same again, outside the context and so without the id.
            response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
            if request.method == "HEAD" and isinstance(response, HttpResponse):
                # Its length stays told; the body itself would only be dropped by the server.
                response.content = b""
            response.headers[REQUEST_ID] = context.current().correlation_id
            log.info(
                "Request answered.",
                method=request.method,
                **_place_of(request),
                status=response.status_code,
                duration_ms=round((perf_counter() - began) * 1000, 1),
            )
            return response


class ActorMiddleware:
    """Say in the context who asks on pages with a session; stands after authentication."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; nothing is done until the view is known."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> None:
        """Read the session's user, but not for views that need no sign-in or do it themselves.

        Those say so as Django has it: `login_required = False`, as all of REST framework's do.
        """
        is_session_page = getattr(view, "login_required", True)
        if is_session_page and settings.SESSION_COOKIE_NAME in request.COOKIES:
            context.act_as(actor_of(getattr(request, "user", None)))


def request_id_of(request: HttpRequest) -> str:
    """Return the id of a request.

    Args:
        request: the request.

    Returns:
        The id it came with, if that is 1 to 128 letters, digits, dots, dashes or underscores;
        else a new one.
    """
    sent = request.headers.get(REQUEST_ID, "")
    return sent if _SANE_ID.fullmatch(sent) else new_id()


def _place_of(request: HttpRequest) -> dict[str, str]:
    # Never the query: what people search for is theirs.
    match = request.resolver_match
    return {"route": f"/{match.route}"} if match else {"path": request.path[:_LONGEST_PATH]}


class PreservingRedirect(HttpResponsePermanentRedirect):
    """A redirect that keeps method and body, so that a POST arrives as one."""

    status_code = 308


class SlashMiddleware(CommonMiddleware):
    """Django's own, with redirects to the slash at the end that no client turns into a GET."""

    response_redirect_class = PreservingRedirect


class ContentPolicyMiddleware:
    """Tell browsers to load nothing from another host; a page may have said more strictly."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with a Content-Security-Policy."""
        response = self._get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        policy = settings.CONTENT_POLICY_OF_PAGES if is_page else "default-src 'none'"
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
