from datetime import UTC, datetime, timedelta, timezone

from yggdrasil import clock

PARIS = timezone(timedelta(hours=2))
NOON = datetime(2026, 7, 1, 12, 0, 0, 123_999, PARIS)


class TestHeld:
    def test_answers_in_utc_and_as_precisely_as_the_database(self):
        with clock.held(NOON) as at:
            assert clock.now() == at == datetime(2026, 7, 1, 10, 0, 0, 123_000, UTC)
            assert clock.now().tzinfo is UTC

    def test_ends_with_its_block(self):
        with clock.held(NOON), clock.held(NOON - timedelta(days=1)):
            pass

        assert clock.now() > NOON
