"""The inbox remembers for longer than anything comes again."""

from datetime import timedelta

import pytest
from django.test import override_settings

from yggdrasil.bus import checks


class TestInboxWindow:
    def test_is_long_enough_as_shipped(self) -> None:
        assert checks.check_inbox_window() == []

    def test_of_less_than_a_week_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checks, "WINDOW", timedelta(days=6))

        (error,) = checks.check_inbox_window()

        assert "people may restore a broker" in error.msg

    @override_settings(CELERY_BROKER_TRANSPORT_OPTIONS={"visibility_timeout": 15 * 24 * 3600})
    def test_shorter_than_a_message_may_stay_hidden_is_an_error(self) -> None:
        (error,) = checks.check_inbox_window()

        assert "visibility_timeout" in error.msg
        assert error.hint is not None
