import pytest

from yggdrasil.mongodb.options import DEFAULT_OPTIONS, stated_options, with_defaults


class TestDefaultOptions:
    def test_are_those_of_the_seed(self):
        assert DEFAULT_OPTIONS["maxPoolSize"] == 10
        assert DEFAULT_OPTIONS["minPoolSize"] == 2
        assert DEFAULT_OPTIONS["serverSelectionTimeoutMS"] == 5_000
        assert DEFAULT_OPTIONS["socketTimeoutMS"] == 45_000


class TestStatedOptions:
    @pytest.mark.parametrize(
        ("host", "options"),
        [
            (None, {}),
            ("localhost", {}),
            ("mongodb://a", {}),
            (
                "mongodb://a:1,b:2/?replicaSet=rs0&w=majority",
                {"replicaset": "rs0", "w": "majority"},
            ),
            ("mongodb://u:p%3F@a/db?MaxPoolSize=3", {"maxpoolsize": "3"}),
            ("mongodb+srv://a?retryReads=false", {"retryreads": "false"}),
        ],
    )
    def test_reads_them_from_the_uri(self, host, options):
        assert stated_options({"host": host}) == options

    def test_lets_options_win_over_the_uri(self):
        assert stated_options({"host": "mongodb://a/?w=1", "W": 2}) == {"w": 2}


class TestWithDefaults:
    def test_adds_what_nobody_said(self):
        assert with_defaults({"host": "mongodb://a"}) == {**DEFAULT_OPTIONS, "host": "mongodb://a"}

    def test_leaves_what_the_uri_says(self):
        params = with_defaults({"host": "mongodb://a/?maxpoolsize=50"})

        assert "maxPoolSize" not in params
        assert params["minPoolSize"] == 2

    def test_leaves_what_the_options_say(self):
        assert with_defaults({"maxPoolSize": 50})["maxPoolSize"] == 50

    @pytest.mark.parametrize(
        ("stated", "least"), [("maxPoolSize=1", 1), ("maxPoolSize=0", 2), ("maxPoolSize=9", 2)]
    )
    def test_keeps_no_more_connections_than_somebody_allows(self, stated, least):
        assert with_defaults({"host": f"mongodb://a/?{stated}"})["minPoolSize"] == least
        assert with_defaults({"maxPoolSize": int(stated[-1])})["minPoolSize"] == least
