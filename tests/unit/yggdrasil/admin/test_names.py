"""Names instead of ids, asked for together."""

from types import SimpleNamespace

import pytest

from yggdrasil.admin.names import Named


class Row(SimpleNamespace):
    __hash__ = object.__hash__


@pytest.fixture
def asked():
    return []


@pytest.fixture
def column(asked):
    def ask(ids):
        asked.append(ids)
        return {"a": "Ada", "b": "Bob"}

    return Named("owner_id", ask=ask, description="owner")


class TestNamed:
    def test_asks_once_for_a_page(self, column, asked):
        rows = [Row(owner_id=id_) for id_ in ("b", "a", "b")]
        column.learn(rows)

        assert [column(row) for row in rows] == ["Bob", "Ada", "Bob"]
        assert asked == [("a", "b")]

    def test_asks_for_one_that_is_shown_alone(self, column, asked):
        assert column(Row(owner_id="a")) == "Ada"
        assert asked == [("a",)]

    def test_shows_the_id_that_nobody_knows(self, column):
        assert column(Row(owner_id="c")) == "c"

    @pytest.mark.parametrize("nobody", [None, ""])
    def test_asks_nothing_where_there_is_nobody(self, column, asked, nobody):
        assert column(Row(owner_id=nobody)) is None
        assert asked == []
