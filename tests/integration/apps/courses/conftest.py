"""Somebody who teaches, and courses to work on."""

from dataclasses import replace

import pytest

from apps.courses import operations
from apps.courses.data import CourseSettingsData
from tests.factories import lessons
from yggdrasil import clock, ids


@pytest.fixture
def teacher(person):
    return person("Grace", "Hopper", role="teacher")


@pytest.fixture
def make_course(teacher):
    """Return a function that makes a course as the school's office, and returns its id."""

    def make(title="Python Basics", *chapters, is_published=False, **said) -> str:
        settings = CourseSettingsData(
            **{name: said.pop(name) for name in ("is_public", "capacity") if name in said}
        )
        instructor_id = said.pop("instructor_id", teacher)
        details = replace(lessons.DETAILS, title=title, settings=settings, **said)
        course_id, at = ids.new_id(), clock.now()
        operations.create_course(
            course_id=course_id, details=details, instructor_id=instructor_id, at=at
        )
        for chapter in chapters or ((lessons.chapter(),) if is_published else ()):
            operations.add_chapter(course_id=course_id, chapter=chapter, at=at)
        if is_published:
            operations.publish_course(course_id=course_id, at=at)
        return course_id

    return make
