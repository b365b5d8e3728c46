"""`/metrics`: the figures of the processes and of the facts, for Prometheus."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from yggdrasil.metrics.facts import FactsCollector

# Not in the process's own registry, which asks every collector once at registration.
_facts = CollectorRegistry(auto_describe=False)
_facts.register(FactsCollector())


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Answer with all figures; who may ask is decided in front of the process."""
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
