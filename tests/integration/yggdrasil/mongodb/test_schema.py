"""Unique indexes keep their promise and are used by queries."""

from typing import Any

import pytest
from django.db import connections

from yggdrasil.mongodb.indexes import ExpiryIndex

pytestmark = pytest.mark.usefixtures("homes")


def winning_stages(alias: str, collection: str, query: dict[str, Any]) -> set[str]:
    plan = connections[alias].database[collection].find(query).explain()
    found, stage = set(), plan["queryPlanner"]["winningPlan"]
    stage = stage.get("queryPlan", stage)
    while stage:
        found.add(stage["stage"])
        stage = stage.get("inputStage")
    return found


class TestExpiryIndex:
    @pytest.mark.parametrize(
        ("collection", "index", "seconds"),
        [
            ("refresh_tokens", "refresh_tokens_expiry", 0),
            ("login_history", "login_history_expiry", 180 * 86_400),
        ],
    )
    def test_tells_the_server_when(self, collection, index, seconds):
        indexes = connections["default"].database[collection].index_information()

        assert indexes[index]["expireAfterSeconds"] == seconds

    def test_takes_one_field(self):
        with pytest.raises(ValueError, match="exactly one"):
            ExpiryIndex(fields=["at", "email"], name="x")


class TestUniqueIndex:
    @pytest.mark.parametrize(
        ("alias", "collection", "query"),
        [
            ("default", "accounts", {"email": "admin@yggdrasil.edu"}),
            ("default", "django_session", {"session_key": "k"}),
            ("user", "user_profiles", {"student_id": "STU2024001"}),
        ],
    )
    def test_serves_an_equality(self, alias, collection, query):
        connections[alias].ensure_connection()

        stages = winning_stages(alias, collection, query)

        assert "IXSCAN" in stages
        assert "COLLSCAN" not in stages

    def test_of_a_field_that_may_be_null_lets_many_be_null(self):
        from apps.users.models import Profile

        indexes = connections["user"].database[Profile._meta.db_table].index_information()
        ours = [it for it in indexes.values() if it["key"] == [("student_id", 1)]]

        assert [it["partialFilterExpression"] for it in ours] == [{"student_id": {"$gte": ""}}]
        assert ours[0]["unique"]
