"""What reaches the log of whoever runs the school."""

import logging

import pytest

from yggdrasil import logs


def record_of(level):
    trace = (PermissionError, PermissionError("Not open to you."), None)
    return logging.LogRecord("django.request", level, "", 0, "Said.", (), trace)


class TestTrace:
    @pytest.mark.parametrize(
        ("level", "kept"), [(logging.WARNING, False), (logging.ERROR, True)], ids=str
    )
    def test_is_shown_of_faults_and_not_of_refusals(self, level, kept):
        (weigh,) = logs.configure(as_json=True)["loggers"]["django.request"]["filters"]
        record = record_of(level)

        assert weigh(record)
        assert bool(record.exc_info) is kept
