"""Every part of an outline has an id of its own, whatever the predecessor gave it."""

import pytest
from bson import ObjectId

from apps.courses.predecessor.outline import CHAPTER, _keys_in, _walk, identify
from tests.scenarios.cutover import generated


@pytest.fixture(scope="module")
def outlines():
    courses = generated(3000, seed=23, faults=0.7)["courses"]
    return [
        [CHAPTER.split(chapter, []) for chapter in course["chapters"] if isinstance(chapter, dict)]
        for course in courses
        if isinstance(course.get("chapters"), list)
    ]


class TestIdentify:
    def test_looks_at_every_part(self, outlines):
        for chapters in outlines:
            walked = [part["_id"] for _, part in _walk(chapters)]

            assert sorted(map(str, _keys_in(chapters))) == sorted(map(str, walked))

    def test_gives_each_part_an_id_of_its_own(self, outlines):
        for chapters in outlines:
            identify({"_id": ObjectId(), "chapters": chapters}, [])

            keys = [part["_id"] for _, part in _walk(chapters)]
            assert None not in keys
            assert len(set(keys)) == len(keys)

    def test_changes_nothing_of_an_outline_that_is_fine(self):
        chapter = CHAPTER.split({"_id": ObjectId(), "sections": [{"_id": ObjectId()}]}, [])
        findings = []

        identify({"_id": ObjectId(), "chapters": [chapter]}, findings)

        assert findings == []
