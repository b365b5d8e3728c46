"""Making, describing, publishing and removing courses."""

from dataclasses import replace

import pytest

from apps.courses import operations
from apps.courses.data import CollaboratorRole, CourseSettingsData, CourseStatus
from apps.courses.models import Course, CourseReader
from apps.courses.operations import AlreadyInstructorError, CourseNameTakenError
from apps.courses.queries import CourseNotFoundError
from apps.courses.rules.access import (
    NotCourseCreatorError,
    NotCourseOwnerError,
    NotTeachingError,
)
from apps.courses.rules.details import InvalidCourseError
from apps.courses.rules.publication import CourseNotReadyError, WrongCourseStatusError
from apps.users.api import PersonNotFoundError
from tests.factories import lessons
from yggdrasil import ids
from yggdrasil.context import Actor, acting_as
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.mongodb.aggregate import VersionConflictError

pytestmark = pytest.mark.usefixtures("homes", "at")


@pytest.fixture
def told():
    """Return what facts are told."""
    with recording_to(MemoryRecorder()) as recorder:
        yield recorder.facts


def names(facts):
    return [fact.name for fact in facts]


class TestCreateCourse:
    def test_makes_a_draft_that_shows_its_instructor(self, make_course, teacher):
        course = Course.objects.get(pk=make_course(code="py-101"))

        assert (course.status, course.slug, course.code) == ("draft", "python-basics", "PY-101")
        assert (course.instructor.name, str(course.instructor.account_id)) == (
            "Grace Hopper",
            teacher,
        )

    def test_tells_that_it_was_made(self, make_course, told):
        course_id = make_course()

        assert names(told) == ["courses.course.created.v1"]
        assert told[0].payload["course_id"] == course_id

    def test_gives_the_second_of_two_equal_titles_another_name(self, make_course):
        first, second = make_course(), make_course()

        slugs = {str(c.pk): c.slug for c in Course.objects.all()}
        assert slugs == {first: "python-basics", second: f"python-basics-{second[-8:]}"}

    @pytest.mark.parametrize("title", ["日本語", "!!!", "٣"])
    def test_names_a_course_whose_title_addresses_do_not_know(self, make_course, title):
        course_id = make_course(title)

        assert Course.objects.get().slug == f"course-{course_id}"

    @pytest.mark.parametrize("wrong", ["nonsense", "z" * 24, ""])
    def test_refuses_prerequisites_that_are_no_courses_ids(self, make_course, wrong):
        with pytest.raises(InvalidCourseError) as refusal:
            make_course(prerequisite_ids=(ids.new_id(), wrong))

        assert {error.field for error in refusal.value.errors} == {"prerequisite_ids.1"}

    def test_refuses_a_code_that_is_taken_whatever_its_case(self, make_course):
        make_course(code="PY-101")

        with pytest.raises(CourseNameTakenError):
            make_course("Another", code="py-101")

    def test_lets_many_have_no_code(self, make_course):
        assert make_course(code=None) != make_course(code="")

    def test_refuses_students_as_instructors(self, make_course, person):
        with pytest.raises(NotTeachingError):
            make_course(instructor_id=person("Ada", role="student"))

    def test_refuses_instructors_that_are_nobody(self, make_course):
        with pytest.raises(PersonNotFoundError):
            make_course(instructor_id=ids.new_id())

    def test_lets_teachers_make_their_own_only(self, make_course, teacher, person):
        colleague = person("Alan", role="teacher")

        with acting_as(Actor(id=teacher, role="teacher")):
            make_course()
            with pytest.raises(NotCourseCreatorError):
                make_course(instructor_id=colleague)

    def test_keeps_nothing_of_a_course_that_is_refused(self, make_course):
        with pytest.raises(InvalidCourseError):
            make_course(title="x" * 200)

        assert not Course.objects.exists()


class TestUpdateCourse:
    def test_changes_what_is_said_but_not_the_address(self, make_course, at, told):
        course_id = make_course()
        details = replace(lessons.DETAILS, title="Python, gently", tags=("new",))

        operations.update_course(course_id=course_id, details=details, at=at)

        course = Course.objects.get(pk=course_id)
        assert (course.title, course.slug, course.tags) == (
            "Python, gently",
            "python-basics",
            ["new"],
        )
        assert told[-1].payload["changed"] == ("title", "tags")

    def test_tells_nothing_when_nothing_changes(self, make_course, at, told):
        course_id = make_course()

        operations.update_course(course_id=course_id, details=lessons.DETAILS, at=at)

        assert names(told) == ["courses.course.created.v1"]

    def test_leaves_the_outline(self, make_course, at):
        course_id = make_course("Full", lessons.full_chapter())
        settings = CourseSettingsData(capacity=5)

        operations.update_course(
            course_id=course_id, details=replace(lessons.DETAILS, settings=settings), at=at
        )

        course = Course.objects.get(pk=course_id)
        assert len(course.chapters[0].sections) == 3
        assert course.settings.capacity == 5

    def test_refuses_an_editor_who_saw_an_older_version(self, make_course, at):
        course_id = make_course()
        seen = Course.objects.get(pk=course_id).version
        changed = replace(lessons.DETAILS, title="First editor")
        operations.update_course(course_id=course_id, details=changed, at=at, expected_version=seen)

        with pytest.raises(VersionConflictError):
            operations.update_course(
                course_id=course_id,
                details=replace(lessons.DETAILS, title="Second editor"),
                at=at,
                expected_version=seen,
            )

        assert Course.objects.get(pk=course_id).title == "First editor"

    def test_refuses_other_teachers(self, make_course, person, at):
        course_id = make_course()
        other = Actor(id=person("Alan", role="teacher"), role="teacher")

        with acting_as(other), pytest.raises(NotCourseOwnerError):
            operations.update_course(course_id=course_id, details=lessons.DETAILS, at=at)

    def test_knows_no_course_under_a_new_id(self, at):
        with pytest.raises(CourseNotFoundError):
            operations.update_course(course_id=ids.new_id(), details=lessons.DETAILS, at=at)


class TestPublication:
    def test_goes_from_draft_to_archive_and_back(self, make_course, at, told):
        course_id = make_course("Full", lessons.full_chapter())

        for operation, status in (
            (operations.publish_course, CourseStatus.PUBLISHED),
            (operations.unpublish_course, CourseStatus.DRAFT),
            (operations.publish_course, CourseStatus.PUBLISHED),
            (operations.archive_course, CourseStatus.ARCHIVED),
            (operations.restore_course, CourseStatus.DRAFT),
        ):
            operation(course_id=course_id, at=at)
            course = Course.objects.get(pk=course_id)
            assert course.status == status
            assert (course.published_at is not None) == (status == CourseStatus.PUBLISHED)

        assert [name.split(".")[2] for name in names(told)][2:] == [
            "published",
            "unpublished",
            "published",
            "archived",
            "restored",
        ]

    def test_refuses_a_course_without_anything_to_read(self, make_course, at):
        course_id = make_course()

        with pytest.raises(CourseNotReadyError, match="No chapter is published"):
            operations.publish_course(course_id=course_id, at=at)

    def test_refuses_a_step_twice(self, make_course, at):
        course_id = make_course(is_published=True)

        with pytest.raises(WrongCourseStatusError, match="only a draft one"):
            operations.publish_course(course_id=course_id, at=at)


class TestDeleteCourse:
    def test_takes_readers_along_and_says_so(self, make_course, person, at, told):
        course_id = make_course()
        operations.grant_reading(course_id=course_id, account_id=person(), at=at)

        operations.delete_course(course_id=course_id, at=at)

        assert not Course.objects.exists()
        assert not CourseReader.objects.exists()
        assert names(told)[-1] == "courses.course.deleted.v1"

    def test_refuses_a_published_one(self, make_course, at):
        course_id = make_course(is_published=True)

        with pytest.raises(WrongCourseStatusError):
            operations.delete_course(course_id=course_id, at=at)

        assert Course.objects.exists()


class TestPeople:
    def test_hand_a_course_over(self, make_course, teacher, person, at, told):
        course_id = make_course()
        heir = person("Alan", "Turing", role="teacher")
        operations.add_collaborator(
            course_id=course_id, account_id=heir, role=CollaboratorRole.ASSISTANT, at=at
        )

        operations.set_instructor(course_id=course_id, account_id=heir, at=at)

        course = Course.objects.get(pk=course_id)
        assert course.instructor.name == "Alan Turing"
        assert course.collaborators == []
        assert told[-1].payload["previous_instructor_id"] == teacher

    def test_are_added_once_and_may_change_their_part(self, make_course, person, at):
        course_id, helper = make_course(), person("Alan", role="teacher")

        for role in (CollaboratorRole.ASSISTANT, CollaboratorRole.INSTRUCTOR):
            operations.add_collaborator(course_id=course_id, account_id=helper, role=role, at=at)

        (collaborator,) = Course.objects.get(pk=course_id).collaborators
        assert collaborator.role == "instructor"

    def test_are_never_instructor_and_helper_at_once(self, make_course, teacher, at):
        with pytest.raises(AlreadyInstructorError):
            operations.add_collaborator(
                course_id=make_course(),
                account_id=teacher,
                role=CollaboratorRole.ASSISTANT,
                at=at,
            )

    def test_follow_the_profile_everywhere_once(self, make_course, teacher, person, at):
        own = make_course()
        helped = make_course("Other", instructor_id=person("Alan", role="teacher"))
        operations.add_collaborator(
            course_id=helped, account_id=teacher, role=CollaboratorRole.ASSISTANT, at=at
        )

        for expected in (2, 0):
            changed = operations.follow_profile(
                account_id=teacher, name="Grace B. Hopper", email="gbh@yggdrasil.edu"
            )
            assert changed == expected

        assert Course.objects.get(pk=own).instructor.name == "Grace B. Hopper"
        assert Course.objects.get(pk=helped).collaborators[0].email == "gbh@yggdrasil.edu"
        assert Course.objects.get(pk=helped).instructor.name == "Alan Lovelace"

    def test_are_marked_when_their_account_is_closed(self, make_course, teacher):
        course_id = make_course()

        operations.mark_person(account_id=teacher, is_active=False)

        assert Course.objects.get(pk=course_id).instructor.is_active is False
