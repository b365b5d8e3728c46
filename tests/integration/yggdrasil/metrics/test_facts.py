"""The figures of facts: what waits, who is behind, and when that is no longer well."""

from datetime import timedelta

import pytest
from django.test import Client
from pymongo.errors import AutoReconnect

from tests.scenarios.bus import School, faults
from yggdrasil import clock
from yggdrasil.bus import figures
from yggdrasil.health.backends.facts import FactsCheck
from yggdrasil.health.check import FailingError
from yggdrasil.metrics import facts as metrics_facts


@pytest.fixture(autouse=True)
def _heard_in_tests_only(monkeypatch, hearers) -> None:
    monkeypatch.setattr(metrics_facts, "declared", lambda: hearers)


def away(figure, *, when):
    """Return a figure that cannot be had of one home, or of one hearer."""

    def figure_(of, *more):
        if when in (of, getattr(of, "app", None)):
            raise AutoReconnect("Nobody there.")
        return figure(of, *more)

    return figure_


class TestBacklog:
    def test_counts_facts_before_and_after_they_are_numbered(self, school: School) -> None:
        school.tell(school.room("1"), 1, 2)
        assert figures.backlog("planning").pending == 2

        school.carrier.bindings.clear()
        school.relay.step()
        assert figures.backlog("planning").pending == 2

    def test_is_empty_once_they_are_handed_over(self, school: School) -> None:
        school.tell(school.room("1"), 1, 2)
        school.relay.step()

        found = figures.backlog("planning")

        assert (found.pending, found.oldest_seconds, found.published) == (0, 0.0, 2)

    def test_grows_old_while_nobody_relays(self, school: School) -> None:
        school.tell(school.room("1"), 1)

        with clock.held(clock.now() + timedelta(hours=1)):
            found = figures.backlog("planning")

        assert found.oldest_seconds == pytest.approx(3600, abs=60)
        assert not found.has_relay

    def test_says_that_nobody_relays_once_the_lease_of_a_dead_relay_is_over(
        self, school: School
    ) -> None:
        school.tell(school.room("1"), 1)
        school.relay.step()
        assert figures.backlog("planning").has_relay
        school.tell(school.room("2"), 2)

        with clock.held(clock.now() + timedelta(minutes=5)):
            found = figures.backlog("planning")
            with pytest.raises(FailingError):
                FactsCheck(alias="planning", oldest_seconds=120).check()

        assert not found.has_relay
        assert found.pending == 1


class TestLags:
    def test_tell_who_is_behind_and_for_how_long(self, school: School) -> None:
        school.tell(school.room("1"), 1, 2, 3)
        school.relay.step()
        school.deliver("news")

        found = {lag.app: lag for lag in figures.lags(school.hearers)}

        assert (found["news"].facts, found["statistics"].facts) == (0, 3)


class TestFactsCheck:
    def test_fails_when_the_oldest_is_too_old(self, school: School) -> None:
        school.tell(school.room("1"), 1)
        check = FactsCheck(alias="planning", oldest_seconds=60)
        check.check()

        with (
            clock.held(clock.now() + timedelta(minutes=2)),
            pytest.raises(FailingError, match="relay"),
        ):
            check.check()


class TestMetrics:
    def test_show_backlog_lag_and_failures(self, school: School) -> None:
        faults.numbers = {1}
        school.tell(school.room("1"), 1)
        school.relay.step()
        school.deliver()
        school.tell(school.room("2"), 2)

        page = Client().get("/metrics").content.decode()

        assert 'yggdrasil_facts_pending{home="planning"} 1.0' in page
        assert 'yggdrasil_facts_lag{app="news",home="planning"} 1.0' in page
        assert 'yggdrasil_facts_undelivered{app="statistics",state="retrying"} 1.0' in page
        assert 'yggdrasil_relay_active{home="planning"} 1.0' in page

    def test_of_a_home_that_is_away_are_left_out_alone(self, school: School, monkeypatch) -> None:
        school.tell(school.room("1"), 1)
        school.relay.step()
        monkeypatch.setattr(figures, "backlog", away(figures.backlog, when="news"))
        monkeypatch.setattr(figures, "_lag", away(figures._lag, when="news"))

        page = Client().get("/metrics").content.decode()

        assert 'yggdrasil_facts_pending{home="news"}' not in page
        assert 'yggdrasil_facts_pending{home="planning"} 0.0' in page
        assert 'yggdrasil_facts_lag{app="news",home="planning"}' not in page
        assert 'yggdrasil_facts_lag{app="statistics",home="planning"} 1.0' in page
        assert 'yggdrasil_facts_undelivered{app="statistics",state="retrying"} 0.0' in page

    def test_of_commands_are_there_too(self) -> None:
        assert b"yggdrasil_command_seconds" in Client().get("/metrics").content
