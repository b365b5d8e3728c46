"""What a search costs: an index serves it, or the test names it."""

import pytest
from bson import ObjectId
from django.db import connections

pytestmark = pytest.mark.usefixtures("homes")

SEARCHES = [
    ("enrollments", {"course_id": 1, "student_id": 1, "status": "active"}, {}),
    ("enrollments", {"student_id": 1}, {"enrolled_at": -1, "_id": -1}),
    ("enrollments", {"course_id": {"$in": [1, 2]}}, {"enrolled_at": -1, "_id": -1}),
    ("enrollments", {"status": "pending", "seat_held_until": {"$lte": 1}}, {}),
    ("seats", {"course_id": 1}, {}),
    ("progress", {"student_id": 1, "course_id": 1}, {}),
    ("memberships", {"cohort_id": 1, "is_open": True}, {"joined_at": 1, "_id": 1}),
    ("memberships", {"student_id": 1, "is_open": True}, {}),
    ("semester_progress", {"cohort_id": 1}, {"overall_progress_percent": -1, "_id": -1}),
    (
        "semester_progress",
        {"cohort_id": 1, "is_at_risk": True},
        {"overall_progress_percent": 1, "_id": 1},
    ),
    ("semester_progress", {"student_id": 1, "is_running": True}, {}),
    ("cohorts", {"course_ids": 1}, {}),
    ("cohorts", {"status": "active"}, {"starts_at": -1, "_id": -1}),
    ("cohorts", {"status": "active", "ends_at": {"$lte": 1}}, {}),
    ("submissions", {"student_id": 1, "exercise_id": 1}, {"attempt": -1}),
    ("submissions", {"course_id": {"$in": [1, 2]}}, {"submitted_at": -1, "_id": -1}),
    ("grades", {"submission_id": ObjectId()}, {}),
    ("grades", {"student_id": 1, "released_at": {"$ne": None}}, {"graded_at": -1, "_id": -1}),
    ("certificates", {"verification_code": "x"}, {}),
    ("certificates", {"student_id": 1}, {"issued_at": -1, "_id": -1}),
    ("validation_decisions", {"cohort_id": {"$in": [1, 2]}}, {"decided_at": -1, "_id": -1}),
]


class TestIndexes:
    @pytest.mark.parametrize(("collection", "search", "order"), SEARCHES)
    def test_serve_every_search_without_a_scan_or_a_sort(self, collection, search, order):
        found = connections["enrollment"].database[collection].find(search)
        plan = str((found.sort(list(order.items())) if order else found).explain()["queryPlanner"])

        winning = plan.partition("'rejectedPlans'")[0]
        assert "COLLSCAN" not in winning
        assert "'SORT'" not in winning
