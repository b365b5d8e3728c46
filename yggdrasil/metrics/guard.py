"""Who may read the figures: whoever holds the operators' token."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yggdrasil.rest.problems import problem


def refusal_of(request: HttpRequest) -> HttpResponse | None:
    """Return why a request may not read the figures.

    Args:
        request: whoever asks.

    Returns:
        A problem; None if the request may, as all may where no token is set outside of production.
    """
    token = settings.YGGDRASIL["METRICS_TOKEN"]
    if token:
        return None if _holds(request, token) else _not_held(request)
    is_open = settings.YGGDRASIL["ENVIRONMENT"] != "production"
    return None if is_open else _closed(request)


def _holds(request: HttpRequest, token: str) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    # Compared in a time that does not tell how much of it was right.
    is_right = hmac.compare_digest(sent.strip().encode(), token.encode())
    return scheme.lower() == "bearer" and is_right


def _not_held(request: HttpRequest) -> HttpResponse:
    return problem(
        status=401,
        path=request.path,
        code="not_authenticated",
        detail="Send the operators' token: Authorization: Bearer <METRICS_TOKEN>.",
        headers={"WWW-Authenticate": 'Bearer realm="metrics"'},
    )


def _closed(request: HttpRequest) -> HttpResponse:
    return problem(
        status=403,
        path=request.path,
        code="metrics_closed",
        detail="In production the figures are closed until METRICS_TOKEN is set.",
    )
