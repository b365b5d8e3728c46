"""The figures of facts, taken when they are asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from pymongo.errors import PyMongoError

from yggdrasil.bus import figures
from yggdrasil.bus.hearers import Hearers, declared
from yggdrasil.errors import UnavailableError
from yggdrasil.logs import get_logger

log = get_logger(__name__)


class FactsCollector(Collector):
    """Gauges of backlog, lag and undelivered facts, by home and by hearer."""

    def collect(self) -> Iterator[Metric]:
        """Return the gauges of this moment; those of a home that is away are left out."""
        yield from self._backlogs()
        yield from self._lags()
        yield self._failures()

    def _backlogs(self) -> Iterator[Metric]:
        pending = GaugeMetricFamily(
            "yggdrasil_facts_pending", "Facts not handed to the broker yet.", labels=["home"]
        )
        oldest = GaugeMetricFamily(
            "yggdrasil_facts_pending_oldest_seconds", "Age of the oldest of them.", labels=["home"]
        )
        published = GaugeMetricFamily(
            "yggdrasil_facts_published", "Facts handed over so far.", labels=["home"]
        )
        relayed = GaugeMetricFamily(
            "yggdrasil_relay_active", "1 while some relay holds the lease.", labels=["home"]
        )
        for home in settings.YGGDRASIL["HOSTED_HOMES"]:
            with _left_out_if_away():
                found = figures.backlog(home)
                pending.add_metric([home], found.pending)
                oldest.add_metric([home], found.oldest_seconds)
                published.add_metric([home], found.published)
                relayed.add_metric([home], float(found.has_relay))
        yield from (pending, oldest, published, relayed)

    def _lags(self) -> Iterator[Metric]:
        behind = GaugeMetricFamily(
            "yggdrasil_facts_lag", "Facts handed over and not taken yet.", labels=["app", "home"]
        )
        oldest = GaugeMetricFamily(
            "yggdrasil_facts_lag_oldest_seconds", "Age of the oldest.", labels=["app", "home"]
        )
        for alone in _hearers_alone():
            with _left_out_if_away():
                for lag in figures.lags(alone):
                    behind.add_metric([lag.app, lag.home], lag.facts)
                    oldest.add_metric([lag.app, lag.home], lag.oldest_seconds)
        yield from (behind, oldest)

    def _failures(self) -> Metric:
        undelivered = GaugeMetricFamily(
            "yggdrasil_facts_undelivered",
            "Facts a hearer could not take: retrying, waiting, dead.",
            labels=["app", "state"],
        )
        for alone in _hearers_alone():
            with _left_out_if_away():
                for app, state, number in figures.failures(alone):
                    undelivered.add_metric([app, state], number)
        return undelivered


def _hearers_alone() -> Iterator[Hearers]:
    """Return each hearer of this process by itself, so that one cannot spoil the others'."""
    hearers = declared()
    for app in hearers.hosted(settings.YGGDRASIL["SERVICES"]):
        yield replace(hearers, tables={app: hearers.tables[app]})


@contextmanager
def _left_out_if_away() -> Iterator[None]:
    try:
        yield
    except (PyMongoError, UnavailableError) as error:
        log.warning("Figures of facts are incomplete.", error=str(error))
