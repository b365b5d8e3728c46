"""`manage.py dead_letters`, with right and with wrong arguments."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.scenarios.bus import CHANGED, SHUT, School, faults
from yggdrasil import clock
from yggdrasil.management.commands import dead_letters

FEBRUARY = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _heard_in_tests_only(monkeypatch, hearers) -> None:
    monkeypatch.setattr(dead_letters, "declared", lambda: hearers)


@pytest.fixture
def two_dead(school: School) -> School:
    """Return a school with a dead fact 1 of one name and a dead fact 2 of another, a day later."""
    faults.numbers = {1, 2}
    for number, day in ((1, FEBRUARY), (2, FEBRUARY + timedelta(days=1))):
        with clock.held(day):
            school.tell(school.room(str(number)), number, barred=number == 2)
            school.relay.step()
            school.deliver()
            for hours in range(1, 9):
                with clock.held(day + timedelta(hours=hours)):
                    school.retries().retry_due()
    return school


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("dead_letters", *arguments, stdout=out)
    return out.getvalue()


class TestDeadLetters:
    @pytest.mark.usefixtures("dead")
    def test_lists_the_dead(self) -> None:
        assert "no luck with 1" in run("list")

    @pytest.mark.usefixtures("two_dead")
    def test_lists_page_by_page(self) -> None:
        pages = [run("list", "--skip", str(skip), "--most", "1") for skip in range(3)]

        assert ["no luck with 1" in page for page in pages] == [True, False, False]
        assert ["no luck with 2" in page for page in pages] == [False, True, False]

    @pytest.mark.usefixtures("two_dead")
    @pytest.mark.parametrize(
        ("filters", "listed"),
        [
            (("--name", CHANGED), [1]),
            (("--name", SHUT), [2]),
            (("--error", "ZeroDivisionError"), [1, 2]),
            (("--error", "ZeroDivisionError: no luck with 2"), [2]),
            (("--error", "Z.*"), []),
            (("--error", "KeyError"), []),
            (("--since", "2026-03-01"), []),
            (("--until", "2026-03-01T00:00Z"), [1, 2]),
            (("--since", "2026-02-02T12:00", "--until", "2026-02-03T12:00"), [2]),
        ],
    )
    def test_lists_by_name_error_and_time(self, filters, listed) -> None:
        found = run("list", *filters)

        assert [number for number in (1, 2) if f"no luck with {number}" in found] == listed

    def test_discards_all_that_are_meant_and_no_other(self, two_dead) -> None:
        run("discard", "--all", "--name", SHUT)

        assert two_dead.states() == {1: "dead"}

    def test_replays_all_that_are_meant_and_no_other(self, two_dead) -> None:
        faults.numbers = set()

        run("replay", "--all", "--error", "ZeroDivisionError: no luck with 1")

        assert two_dead.numbers() == [1]
        assert two_dead.states() == {2: "dead"}

    def test_shows_one_with_its_fact(self, dead) -> None:
        shown = json.loads(run("show", dead.key_of(1)))

        assert (shown["app"], shown["fact"]["payload"]["number"]) == ("statistics", 1)

    def test_replays_all(self, dead) -> None:
        faults.numbers = set()

        assert "took effect" in run("replay", "--all")
        assert dead.numbers() == [1]

    def test_replays_one_with_another_payload(self, dead) -> None:
        payload = '{"location_id": "mended", "number": 5}'

        run("replay", dead.key_of(1), "--payload", payload)

        assert dead.numbers() == [5]

    def test_says_when_it_fails_again(self, dead) -> None:
        assert "failed again" in run("replay", dead.key_of(1))

    def test_discards_one(self, dead) -> None:
        run("discard", dead.key_of(1))

        assert 1 not in dead.states()

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("show", "nothing/like-it"), "There is no undelivered fact"),
            (("replay",), "Name one key, or say --all"),
            (("discard", "a/b", "--all"), "Name one key, or say --all"),
            (("list", "--since", "yesterday"), "invalid moment value"),
            (("replay", "a/b", "--all"), "Name one key, or say --all"),
            (("replay", "a/b", "--payload", "{"), "not JSON"),
            (("replay", "a/b", "--payload", "[]"), "must be a JSON object"),
            (("replay", "a/b", "--payload", '{"half": "\\ud800"}'), "not JSON"),
            (("replay", "a/b", "--payload", "[" * 100_000), "not JSON"),
        ],
    )
    @pytest.mark.usefixtures("homes")
    def test_answers_wrong_arguments_with_one_sentence(self, arguments, sentence) -> None:
        with pytest.raises(CommandError, match=sentence):
            run(*arguments)
