"""`manage.py dead_letters`, with right and with wrong arguments."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.scenarios.bus import faults
from yggdrasil.management.commands import dead_letters


@pytest.fixture(autouse=True)
def _heard_in_tests_only(monkeypatch, hearers) -> None:
    monkeypatch.setattr(dead_letters, "declared", lambda: hearers)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("dead_letters", *arguments, stdout=out)
    return out.getvalue()


class TestDeadLetters:
    @pytest.mark.usefixtures("dead")
    def test_lists_the_dead(self) -> None:
        assert "no luck with 1" in run("list")

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
            (("replay", "a/b", "--all"), "Name one key, or say --all"),
            (("replay", "a/b", "--payload", "{"), "not JSON"),
            (("replay", "a/b", "--payload", "[]"), "must be a JSON object"),
        ],
    )
    @pytest.mark.usefixtures("homes")
    def test_answers_wrong_arguments_with_one_sentence(self, arguments, sentence) -> None:
        with pytest.raises(CommandError, match=sentence):
            run(*arguments)
