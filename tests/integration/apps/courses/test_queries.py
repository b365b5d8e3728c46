"""Lists of courses: what is found, in which order, and at what cost."""

import re
from datetime import UTC

import pytest
from django.db import connections

from apps.accounts.data import Role
from apps.courses import operations, queries
from apps.courses.api import (
    CourseNotFoundError,
    count_courses,
    get_course,
    get_outline,
    list_courses,
    list_published,
    list_taught_ids,
)
from apps.courses.data import CollaboratorRole, CourseStatus, Level
from apps.courses.models import Course
from apps.courses.queries import CourseFilters
from apps.courses.queries.courses import BULKY, _conditions
from apps.courses.queries.visibility import visible_to
from apps.courses.rules.access import NotCourseEditorError
from tests.factories import lessons
from yggdrasil import ids
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor
from yggdrasil.mongodb.keyset import Keyset
from yggdrasil.mongodb.paging import InvalidCursorError, Window
from yggdrasil.mongodb.words import has_words

pytestmark = pytest.mark.usefixtures("homes", "at")

STUDENT = Actor(id=ids.derived_id("test", "student"), role=Role.STUDENT)


def titles(viewer=SYSTEM, ordering=("title",), size=20, **filters):
    page = queries.list_courses(
        viewer=viewer,
        filters=CourseFilters(**filters),
        ordering=ordering,
        window=Window(size=size),
    )
    return [course.title for course in page.results]


class TestListCourses:
    @pytest.fixture(autouse=True)
    def _catalogue(self, make_course, person, at):
        make_course("Algebra", category="Mathematics", tags=("proof",), is_published=True)
        make_course("Basic Python", is_published=True)
        make_course("Café Python", is_published=True, is_public=False, level=Level.ADVANCED)
        make_course("Draft Python")
        self.other = person("Alan", role="teacher")
        archived = make_course("Early Python", instructor_id=self.other, is_published=True)
        operations.archive_course(course_id=archived, at=at)

    def test_shows_the_public_to_everybody(self):
        assert titles(ANONYMOUS) == titles(STUDENT) == ["Algebra", "Basic Python"]

    def test_shows_all_to_the_office(self):
        assert len(titles(Actor(id=ids.new_id(), role="staff"))) == 5

    def test_shows_teachers_their_own_and_what_they_help_with(self, make_course, at):
        helped = make_course("Zoology")
        viewer = Actor(id=self.other, role="teacher")
        assert titles(viewer) == ["Algebra", "Basic Python", "Early Python"]

        operations.add_collaborator(
            course_id=helped, account_id=self.other, role=CollaboratorRole.ASSISTANT, at=at
        )
        assert titles(viewer)[-1] == "Zoology"

    def test_hides_drafts_from_those_who_ask_for_them(self):
        assert titles(STUDENT, status=CourseStatus.DRAFT) == []

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"category": "Mathematics"}, ["Algebra"]),
            ({"level": Level.ADVANCED}, ["Café Python"]),
            ({"status": CourseStatus.ARCHIVED}, ["Early Python"]),
            ({"tag": "PROOF"}, ["Algebra"]),
            ({"tag": "unknown"}, []),
            ({"search": "python"}, ["Basic Python", "Café Python", "Draft Python", "Early Python"]),
            ({"search": "PYTHON basic"}, ["Basic Python"]),
            ({"search": "cafe"}, ["Café Python"]),
            ({"search": "pyth"}, []),
            ({"search": '"; $where -python'}, []),
            (
                {"search": "-python"},
                ["Basic Python", "Café Python", "Draft Python", "Early Python"],
            ),
            ({"search": "!?"}, []),
            ({"search": "python", "level": Level.ADVANCED}, ["Café Python"]),
        ],
    )
    def test_narrows_as_asked(self, filters, expected):
        assert titles(**filters) == expected

    def test_finds_by_instructor(self):
        assert titles(instructor_id=self.other) == ["Early Python"]

    @pytest.mark.parametrize(
        "ordering",
        [("title",), ("-title",), ("-published_at",), ("published_at",), ("-updated_at",)],
    )
    def test_walks_the_whole_list_in_pages_of_any_order(self, ordering):
        seen, cursor = [], None
        while True:
            page = queries.list_courses(
                viewer=SYSTEM,
                filters=CourseFilters(),
                ordering=ordering,
                window=Window(cursor=cursor, size=2),
            )
            seen += [course.title for course in page.results]
            cursor = page.next
            if cursor is None:
                break

        assert len(seen) == len(set(seen)) == 5


class TestCost:
    """With six hundred courses, a page of twenty looks at little more than itself."""

    @pytest.fixture(autouse=True)
    def _many(self, make_course):
        template = make_course("Template", is_published=True)
        collection = connections["course"].get_collection("courses")
        document = collection.find_one({"_id": ids.to_object_id(template)})
        document.pop("code")
        copies = [_copy(document, number) for number in range(600)]
        for copy in copies[::100]:
            copy["settings"] = {**copy["settings"], "is_public": False}
            operations.start_reading(
                course_id=str(copy["_id"]),
                account_id=STUDENT.id,
                enrollment_id=ids.new_id(),
                at=document["created_at"].replace(tzinfo=UTC),
            )
        collection.insert_many(copies)

    @pytest.mark.parametrize(
        ("viewer", "filters", "ordering"),
        [
            (ANONYMOUS, {}, ("-published_at",)),
            (ANONYMOUS, {}, ("title",)),
            (STUDENT, {}, ("-published_at",)),
            (STUDENT, {}, ("-updated_at",)),
            (Actor(id=ids.derived_id("teacher", "3"), role="teacher"), {}, ("-published_at",)),
            (SYSTEM, {}, ("-updated_at",)),
            (SYSTEM, {"status": CourseStatus.PUBLISHED}, ("-published_at",)),
            (ANONYMOUS, {"tag": "tag-7"}, ("-published_at",)),
            (
                ANONYMOUS,
                {"category": "Category 3", "level": Level.BEGINNER},
                ("-published_at",),
            ),
            (SYSTEM, {"instructor_id": ids.derived_id("teacher", "3")}, ("-updated_at",)),
            (ANONYMOUS, {"search": "0042"}, ("title",)),
        ],
    )
    def test_of_a_page_is_that_of_the_page(self, viewer, filters, ordering):
        found = Course.objects.filter(visible_to(viewer), **_conditions(CourseFilters(**filters)))
        if "search" in filters:
            found = found.filter(has_words(filters["search"]))

        rows = Keyset.of(Course, ordering).seek(found.defer(*BULKY), None)[:21]
        plan = rows.explain(verbosity="executionStats")

        assert "COLLSCAN" not in plan
        assert max(map(int, re.findall(r'"totalDocsExamined": (\d+)', plan))) <= 63
        assert max(map(int, re.findall(r'"totalKeysExamined": (\d+)', plan))) <= 63

    def test_of_a_teacher_s_own_courses_is_theirs(self):
        key = ids.derived_id("teacher", "3")

        rows = Course.objects.filter(collaborators__account_id=ids.to_object_id(key))
        plan = rows.order_by("-updated_at")[:21].explain(verbosity="executionStats")

        assert "COLLSCAN" not in plan
        assert len(list_taught_ids(account_id=key)) == 30


class TestGetCourse:
    def test_is_found_by_id_and_by_slug(self, make_course):
        course_id = make_course(is_published=True)

        for name in (course_id, "python-basics"):
            assert queries.get_course(viewer=ANONYMOUS, course_id=name).id == course_id

    @pytest.mark.parametrize("name", ["", "nothing", "f" * 24, "$ne", "../x", "🐍", "a" * 1000])
    def test_knows_nothing_else(self, name):
        with pytest.raises(CourseNotFoundError):
            queries.get_course(viewer=ANONYMOUS, course_id=name)


class TestOutlines:
    def test_are_shown_whole_to_editors_only(self, make_course, teacher):
        course_id = make_course("Full", lessons.full_chapter(), is_published=True)

        whole = queries.get_outline(viewer=Actor(id=teacher, role="teacher"), course_id=course_id)
        assert lessons.SECRET in str(whole)
        for viewer in (ANONYMOUS, STUDENT, Actor(id=ids.new_id(), role="teacher")):
            with pytest.raises(NotCourseEditorError):
                queries.get_outline(viewer=viewer, course_id=course_id)

    def test_are_shown_to_learners_without_anything_that_acts(self, make_course):
        hostile = lessons.text(html="<p onclick='x()'>Hi<script>alert(1)</script></p>")
        chapter = lessons.chapter("c", lessons.section("s", hostile))
        course_id = make_course("Hostile", chapter, is_published=True)

        page = queries.list_chapters(viewer=ANONYMOUS, course_id=course_id, window=Window())

        assert page.results[0].sections[0].content[0].text.html == "<p>Hi</p>"

    def test_come_in_pages(self, make_course):
        course_id = make_course("Long", *[lessons.chapter(str(n)) for n in range(5)])

        def page(cursor=None):
            return queries.list_chapters(
                viewer=SYSTEM, course_id=course_id, window=Window(cursor=cursor, size=2)
            )

        first = page()
        second = page(first.next)
        third = page(second.next)
        assert [[c.title for c in p.results] for p in (first, second, third)] == [
            ["0", "1"],
            ["2", "3"],
            ["4"],
        ]
        assert (first.previous, third.next) == (None, None)
        assert page(third.previous) == second
        assert page(second.previous) == first
        with pytest.raises(InvalidCursorError):
            page("after-nothing")


class TestApi:
    def test_gives_neighbours_what_they_need_through_the_codec(self, make_course, teacher, at):
        course_id = make_course("Full", lessons.full_chapter(), capacity=30, is_published=True)

        course = get_course(course_id=course_id)
        assert (course.settings.capacity, course.outline_size.exercises) == (30, 1)
        assert course.instructor.id == teacher
        assert list_courses(course_ids=(ids.new_id(), course_id)) == (course,)
        assert list_courses(course_ids=(course_id.upper(), course_id)) == (course,)
        assert [one.id for one in list_published()] == [course_id]
        assert list_taught_ids(account_id=teacher) == (course_id,)
        assert get_outline(course_id=course_id).chapters[0].sections[0].content[3].exercise
        assert count_courses().published == 1

    def test_says_that_there_is_no_course(self):
        with pytest.raises(CourseNotFoundError):
            get_course(course_id=ids.new_id())


def _copy(document, number):
    teacher = ids.to_object_id(ids.derived_id("teacher", str(number % 20)))
    return {
        **document,
        "_id": ids.to_object_id(ids.new_id()),
        "slug": f"copy-{number}",
        "title": f"Copy {number:04}",
        "category": f"Category {number % 10}",
        "tags": [f"tag-{number % 50}"],
        "instructor": {**document["instructor"], "account_id": teacher},
        "collaborators": [{"account_id": teacher, "name": "x"}],
    }
