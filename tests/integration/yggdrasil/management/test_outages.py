"""Commands while no server answers, and with words that mean nothing: one sentence each."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from config.env import ROOT
from yggdrasil.management.commands import relay
from yggdrasil.servers.named import NamedCelery, NotNamedError

NOBODY = "mongodb://127.0.0.1:1/?directConnection=true"


def run(*words, **variables):
    # Each command with the settings that it chooses itself.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={
            **inherited,
            "YGGDRASIL_ENV": "test",
            "MONGODB_SELECTION_TIMEOUT_MS": "300",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("migrate_all",),
        ("dead_letters",),
        ("prune_facts", "--older-than-days", "30"),
    ],
    ids=lambda words: words[0],
)
def test_a_server_that_is_away_is_told_in_one_sentence(words):
    done = run(*words, MONGODB_URI=NOBODY)

    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert "127.0.0.1:1" in sentence
    assert "MONGODB_URI" in sentence


def test_a_broker_that_nobody_named_is_not_guessed(monkeypatch):
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    nobody = NamedCelery("nobody's", broker="", set_as_current=False)
    monkeypatch.setattr(relay, "current_app", nobody)

    with pytest.raises(NotNamedError, match="set CELERY_BROKER_URL or REDIS_URL"):
        call_command("relay")


@pytest.mark.usefixtures("homes")
def test_a_cache_that_nobody_named_is_told_of_by_preflight(settings):
    nobody = {**settings.CACHES["default"], "LOCATION": ""}

    with (
        override_settings(CACHES={"default": nobody}),
        pytest.raises(CommandError, match="or set REDIS_URL"),
    ):
        call_command("preflight")


@pytest.mark.parametrize("command", ["split_databases", "merge_databases"])
def test_what_moves_documents_says_what_it_lacks(command):
    done = run(command)

    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert re.match(r"CommandError: No (predecessor|target) is named", sentence)


def test_everything_is_shown_to_who_asks_for_it():
    assert "Traceback" in run("migrate_all", "--traceback", MONGODB_URI=NOBODY).stderr


def test_one_server_is_doubted_once_by_preflight():
    done = run("preflight", MONGODB_URI=NOBODY)

    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith("CommandError: MONGODB_URI: the server of 'default' cannot be asked")
    assert "Topology" not in sentence


def test_options_that_contradict_each_other_are_named():
    done = run("preflight", MONGODB_MIN_POOL_SIZE="50")

    (sentence,) = done.stderr.strip().splitlines()
    assert "MONGODB_URI or an option is wrong" in sentence
    assert "minPoolSize" in sentence


@pytest.mark.parametrize(
    "words",
    [
        ("dead_letters", "list", "--skip", "-1"),
        ("dead_letters", "list", "--most", "-1"),
        ("dead_letters", "show", "\udcff"),
        ("dead_letters", "list", "--name", "\udcff"),
        ("prune_facts", "--older-than-days", "99999999999"),
        ("merge_databases", "--target-dir", "/proc/nowhere"),
        ("split_databases", "--source-dir", "/proc/nowhere"),
        ("event_catalogue", "--write", "--docs", "/proc/nowhere"),
    ],
    ids=" ".join,
)
def test_words_that_mean_nothing_are_refused(words):
    done = run(*words)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr
