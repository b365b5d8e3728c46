"""`/metrics`: the figures of the processes and of the facts, for Prometheus."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from yggdrasil.metrics.facts import FactsCollector
from yggdrasil.metrics.guard import refusal_of

# Not in the process's own registry, which asks every collector once at registration.
_facts = CollectorRegistry(auto_describe=False)
_facts.register(FactsCollector())


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with all figures, if whoever asks may read them."""
    refusal = refusal_of(request)
    if refusal is not None:
        return refusal
    body = generate_latest(_processes()) + generate_latest(_facts)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _processes() -> CollectorRegistry:
    """Return the figures of all processes of this machine where they add them up, else our own."""
    folder = settings.YGGDRASIL["FIGURES_FOLDER"]
    if not folder:
        return REGISTRY
    added_up = CollectorRegistry()
    MultiProcessCollector(added_up, path=folder)  # type: ignore[no-untyped-call]
    return added_up
