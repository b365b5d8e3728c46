"""Health over HTTP: open to anybody, and without a word that not everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yggdrasil import codec
from yggdrasil.health.registry import prober


@login_not_required
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer that this process runs; nothing else is asked."""
    return _answer({"status": "ok"}, status=200)


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether all that is needed is well, thing by thing."""
    report = prober().report()
    return _answer(report, status=200 if report.status == "ok" else 503)


def _answer(body: object, *, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(
        codec.encode(body), status=status, content_type="application/json", headers=headers
    )
