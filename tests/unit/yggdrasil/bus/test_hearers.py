"""The tables turned both ways: made once, for they are asked for with every fact."""

import pytest
from django.conf import settings

from tests.scenarios.bus import CHANGED, SHUT, Heard, note_in_news
from yggdrasil.bus.hearers import Hearers
from yggdrasil.events.subscription import Subscription


@pytest.fixture
def hearers() -> Hearers:
    line = Subscription(hears=CHANGED, needs=Heard, does=note_in_news)
    return Hearers(
        tables={"news": (line,), "statistics": ()}, services=settings.YGGDRASIL["SERVICE_OF"]
    )


class TestHearers:
    def test_digest_a_table_once(self, hearers: Hearers, monkeypatch: pytest.MonkeyPatch) -> None:
        first = hearers.tables_of("planning")
        monkeypatch.delattr(Hearers, "_digest")

        assert hearers.tables_of("planning") is first
        assert list(first) == ["news"]

    def test_find_what_hears_a_name_once(self, hearers: Hearers) -> None:
        first = hearers.subscriptions("news", CHANGED)

        assert hearers.subscriptions("news", CHANGED) is first
        assert [line.hears for line in first] == [CHANGED]
        assert hearers.subscriptions("news", SHUT) == []
