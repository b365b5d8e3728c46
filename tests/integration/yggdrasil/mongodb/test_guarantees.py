"""Whether a home keeps what it confirms, asked of its options and of its server."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from tests.integration.yggdrasil.mongodb.standalone import Standalone
from yggdrasil.errors import UnavailableError
from yggdrasil.mongodb.checks import check_transactions, check_write_guarantees
from yggdrasil.mongodb.guarantees import NotDurableError, assert_write_guarantees, weaknesses


@pytest.fixture
def options(course):
    """Return the options of the home `course`; what a test adds is taken away."""
    options = course.settings_dict["OPTIONS"]
    before = dict(options)
    yield options
    course.close_pool()
    options.clear()
    options.update(before)


@pytest.fixture
def host(course, options):
    """Return a function that moves the home `course` to another server, for one test."""
    before = course.settings_dict["HOST"]
    options["serverSelectionTimeoutMS"] = 100

    def move(uri):
        course.settings_dict["HOST"] = uri

    yield move
    course.close_pool()
    course.settings_dict["HOST"] = before


class TestAssertWriteGuarantees:
    @pytest.mark.usefixtures("homes")
    def test_accepts_our_server(self):
        assert_write_guarantees("course")

    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("w", 1),
            ("w", 0),
            ("w", 2),
            ("journal", False),
            ("retryWrites", False),
            ("retryReads", "false"),
            ("readConcernLevel", "available"),
        ],
    )
    def test_refuses_a_weak_option_by_name(self, options, option, value):
        options[option] = value

        with pytest.raises(NotDurableError, match=f"MONGODB_URI is wrong.*{option.lower()}="):
            assert_write_guarantees("course")

    def test_refuses_a_weak_uri(self, host):
        host("mongodb://nowhere.invalid/?w=1&replicaSet=rs0")

        with pytest.raises(NotDurableError, match="w=majority"):
            assert_write_guarantees("course")

    @pytest.mark.parametrize(
        "strong", [{"w": "majority"}, {"journal": True}, {"retryWrites": True}], ids=str
    )
    def test_accepts_a_strong_option(self, options, strong):
        options |= strong

        assert weaknesses("course") == []

    def test_names_the_variable_of_the_home(self, course, options):
        course.settings_dict["URI_VARIABLE"] = "COURSE_DB_URI"
        options["w"] = 1
        try:
            with pytest.raises(NotDurableError, match="COURSE_DB_URI is wrong"):
                assert_write_guarantees("course")
        finally:
            course.settings_dict["URI_VARIABLE"] = "MONGODB_URI"

    def test_refuses_a_server_that_does_not_answer(self, host):
        host("mongodb://127.0.0.1:1/")

        with pytest.raises(NotDurableError, match="cannot be asked") as caught:
            assert_write_guarantees("course")

        assert isinstance(caught.value, UnavailableError)

    def test_refuses_a_server_that_stands_alone(self, host, tmp_path):
        alone = Standalone(tmp_path)
        host(alone.uri)

        with alone.running(), pytest.raises(NotDurableError, match="stands alone"):
            assert_write_guarantees("course")

    def test_accepts_a_majority_where_the_server_does_not_tell(self, options, fail):
        silent = fail("getDefaultRWConcern", errorCode=13)
        with silent, pytest.raises(NotDurableError, match="add w=majority"):
            assert_write_guarantees("course")
        options["w"] = "majority"

        with fail("getDefaultRWConcern", errorCode=13):
            assert_write_guarantees("course")


class TestCheckWriteGuarantees:
    def test_tells_the_weak_home_only(self, options):
        options["w"] = 1

        (message,) = check_write_guarantees()

        assert "'course'" in message.msg
        with pytest.raises(SystemCheckError, match="E003"):
            call_command("check", deploy=True)


class TestCheckTransactions:
    @pytest.mark.usefixtures("homes")
    def test_accepts_our_servers(self):
        assert check_transactions(databases=["default", "course"]) == []
        assert check_transactions() == []

    def test_tells_a_server_that_stands_alone(self, host, tmp_path):
        alone = Standalone(tmp_path)
        host(alone.uri)

        with alone.running():
            (message,) = check_transactions(databases=["course"])

        assert message.id == "yggdrasil.mongodb.E004"

    def test_tells_a_server_that_does_not_answer(self, host):
        host("mongodb://127.0.0.1:1/")

        (message,) = check_transactions(databases=["course"])

        assert message.id == "yggdrasil.mongodb.E005"
