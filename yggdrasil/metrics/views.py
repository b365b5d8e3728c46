"""`/metrics`: the figures of this process and of the facts, for Prometheus."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

from yggdrasil.metrics.facts import FactsCollector

# Not in the process's own registry, which asks every collector once at registration.
_facts = CollectorRegistry(auto_describe=False)
_facts.register(FactsCollector())


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Answer with all figures; who may ask is decided in front of the process."""
    body = generate_latest(REGISTRY) + generate_latest(_facts)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)
