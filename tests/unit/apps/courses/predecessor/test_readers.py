"""Readers of the predecessor's courses are those that the app itself would make."""

from datetime import UTC, datetime

from bson import ObjectId

from apps.courses.data import ReadingVia
from apps.courses.models import CourseReader
from apps.courses.predecessor.readers import split_promotion

MONDAY = datetime(2026, 1, 12, 9)  # noqa: DTZ001 - BSON dates are naive UTC


class TestSplitPromotion:
    def test_gives_each_reason_the_key_that_the_app_gives_it(self):
        cohort, course, student = ObjectId(), ObjectId(), ObjectId()
        promotion = {"_id": cohort, "studentIds": [student, student], "createdAt": MONDAY}

        parts = split_promotion(promotion, {"courses": {cohort: {(course,): 3}}})

        made = [document["_id"] for _, document in parts.documents]
        assert made == [_key("", student, cohort), _key(str(course), student, cohort)]

    def test_names_members_and_courses_in_their_order(self):
        cohort = ObjectId()
        members = sorted(ObjectId() for _ in range(5))
        promotion = {"_id": cohort, "studentIds": members[::-1], "createdAt": MONDAY}

        parts = split_promotion(promotion, {"courses": {}})

        assert [document["account_id"] for _, document in parts.documents] == members


def _key(course, student, cohort):
    return CourseReader.for_reason(
        course_id=course,
        account_id=str(student),
        via=ReadingVia.COHORT,
        source_id=str(cohort),
        since=MONDAY.replace(tzinfo=UTC),
    ).pk
