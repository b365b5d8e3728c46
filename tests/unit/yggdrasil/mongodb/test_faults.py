import pytest
from django.db import DatabaseError
from pymongo.errors import OperationFailure, PyMongoError

from yggdrasil.mongodb.faults import in_short, is_outcome_unknown, is_transient, is_transient_reply


def labelled(label, message="failed"):
    error = PyMongoError(message)
    error._add_error_label(label)
    return error


def caused_by(cause):
    error = DatabaseError()
    error.__cause__ = cause
    return error


class TestIsTransient:
    def test_is_said_by_the_label(self):
        assert is_transient(labelled("TransientTransactionError"))
        assert not is_transient(labelled("RetryableWriteError"))

    def test_is_said_by_the_label_of_the_cause(self):
        assert is_transient(caused_by(labelled("TransientTransactionError")))
        assert not is_transient(caused_by(None))

    def test_is_not_said_by_what_was_being_handled(self):
        error = LookupError()
        error.__context__ = labelled("TransientTransactionError")

        assert not is_transient(error)

    def test_is_not_said_of_no_error(self):
        assert not is_transient(None)


class TestIsTransientReply:
    @pytest.mark.parametrize(
        ("fault", "verdict"),
        [
            ({"errorLabels": ["TransientTransactionError"]}, True),
            ({"errorLabels": []}, False),
            ({"code": 11000}, False),
            ({"errtype": "AutoReconnect"}, True),
            ({"errtype": "NetworkTimeout"}, True),
            ({"errtype": "DocumentTooLarge"}, False),
            ({"errtype": "Any"}, False),
        ],
    )
    def test_is_said_by_label_or_lost_connection(self, fault, verdict):
        assert is_transient_reply(fault) is verdict


class TestIsOutcomeUnknown:
    def test_is_said_by_the_label(self):
        assert is_outcome_unknown(labelled("UnknownTransactionCommitResult"))
        assert not is_outcome_unknown(labelled("TransientTransactionError"))


class TestInShort:
    def test_leaves_out_the_reply(self):
        error = OperationFailure("not allowed", 13, {"ok": 0, "operationTime": 1})

        assert in_short(error) == "OperationFailure: not allowed"

    def test_leaves_out_what_the_driver_knows_of_its_servers(self):
        said = "a:1: [Errno 111] Connection refused (configured timeouts: 1), Timeout: 0.3s, Topo"

        assert in_short(PyMongoError(said)) == "PyMongoError: a:1: [Errno 111] Connection refused"
        assert in_short(PyMongoError("No members, Timeout: 5s, T")) == "PyMongoError: No members"

    def test_names_the_cause_of_a_wordless_error(self):
        assert in_short(caused_by(ValueError("why"))) == "ValueError: why"

    def test_is_short(self):
        assert len(in_short(ValueError("x" * 1000))) < 250

    def test_of_no_words_is_the_class(self):
        assert in_short(ValueError()) == "ValueError"
