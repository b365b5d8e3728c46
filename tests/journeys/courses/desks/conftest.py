"""A course of two chapters, and the forms of its desks as a browser sends them."""

import pytest

from apps.courses import operations
from apps.courses.models import Course
from tests.factories import lessons
from yggdrasil import clock, ids

COURSES = "/admin/courses/course/"


@pytest.fixture
def office(admin_as):
    return admin_as("staff")


@pytest.fixture
def course_id(people):
    course_id, at = ids.new_id(), clock.now()
    operations.create_course(
        course_id=course_id, details=lessons.DETAILS, instructor_id=people["owner"], at=at
    )
    for chapter in (lessons.chapter("One", lessons.section("First")), lessons.chapter("Two")):
        operations.add_chapter(course_id=course_id, chapter=chapter, at=at)
    return course_id


@pytest.fixture
def course(course_id):
    """Return a function that gives the course as it is now."""
    return lambda: Course.objects.get(pk=course_id)


@pytest.fixture
def send(office, course_id):
    """Return a function that sends a form of a desk, as the page shows it, with what is typed."""

    def send_(desk, deed, *, part=None, at="", **typed):
        page = f"{COURSES}{course_id}/{desk}/?" + (f"part={part.id}" if part else at)
        typed.setdefault("expected_version", Course.objects.get(pk=course_id).version)
        return office.post(page, {"deed": deed, **typed}, follow=True)

    return send_
