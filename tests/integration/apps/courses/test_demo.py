"""The demo school's courses: good ones, the same at every run."""

import pytest

from apps.accounts import demo as accounts_demo
from apps.courses import demo, operations
from apps.courses.data import CourseStatus
from apps.courses.models import Course, CourseReader
from apps.courses.rules import limits, publication
from apps.users import demo as users_demo
from yggdrasil.eventstore.models import Commit

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def school(homes, at):
    for part in (accounts_demo, users_demo):
        part.make(at=at)
    return demo.make(at=at)


class TestMake:
    def test_makes_twelve_courses_once_and_the_same_ones(self, school, at):
        first = {course.slug: course.outline for course in Course.objects.all()}
        assert (school, demo.make(at=at)) == (13, 0)

        for documents in (Course.objects, CourseReader.objects, Commit.objects.using("course")):
            documents.all().delete()
        assert demo.make(at=at) == 13
        assert {course.slug: course.outline for course in Course.objects.all()} == first

    def test_leaves_deleted_what_staff_deleted(self, school, at):
        course = Course.objects.get(status=CourseStatus.DRAFT)
        operations.delete_course(course_id=str(course.pk), at=at)

        assert demo.make(at=at) == 0

    def test_shows_courses_of_every_kind(self, school):
        courses = list(Course.objects.all())

        assert len(courses) == 12
        assert {course.status for course in courses} == set(CourseStatus)
        kinds = {
            content.kind
            for course in courses
            for chapter in course.chapters
            for section in chapter.sections
            for content in section.content
        }
        assert len(kinds) == 5
        for course in courses:
            for chapter in course.outline:
                limits.check_part(chapter)
            assert course.estimated_minutes > 0
            assert publication.obstacles_of(course.to_data()) == ()

    def test_gives_the_named_teacher_courses_with_help(self, school):
        taught = [
            course
            for course in Course.objects.all()
            if course.instructor.email == "teacher@yggdrasil.edu"
        ]

        assert len(taught) == 4
        assert all(course.collaborators for course in taught)
