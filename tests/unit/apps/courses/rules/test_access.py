"""Who may read, edit and decide: the whole table."""

from datetime import UTC, datetime

import pytest

from apps.courses.data import (
    CollaboratorData,
    CollaboratorRole,
    CourseData,
    CourseSettingsData,
    CourseStatus,
    InstructorData,
    Level,
    OutlineSizeData,
)
from apps.courses.rules import access
from apps.courses.rules.access import (
    NotCourseCreatorError,
    NotCourseEditorError,
    NotCourseOwnerError,
    NotTeachingError,
)
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor

AT = datetime(2026, 1, 15, tzinfo=UTC)
ADMIN = Actor(id="a", role="admin")
STAFF = Actor(id="s", role="staff")
OWNER = Actor(id="owner", role="teacher")
CO_INSTRUCTOR = Actor(id="co", role="teacher")
ASSISTANT = Actor(id="assistant", role="teacher")
OTHER_TEACHER = Actor(id="other", role="teacher")
STUDENT = Actor(id="u", role="student")
# Once the instructor, now a student: the role decides, not the name on the course.
FALLEN_OWNER = Actor(id="owner", role="student")
EVERYBODY = {
    "admin": ADMIN,
    "staff": STAFF,
    "system": SYSTEM,
    "owner": OWNER,
    "co-instructor": CO_INSTRUCTOR,
    "assistant": ASSISTANT,
    "other teacher": OTHER_TEACHER,
    "student": STUDENT,
    "fallen owner": FALLEN_OWNER,
    "anonymous": ANONYMOUS,
}


def course(status=CourseStatus.PUBLISHED, *, is_public=True, instructor_id="owner"):
    return CourseData(
        id="c",
        code=None,
        slug="c",
        title="C",
        description="",
        category="",
        level=Level.BEGINNER,
        status=status,
        instructor=InstructorData(id=instructor_id, name="O"),
        thumbnail="",
        tags=(),
        estimated_minutes=0,
        is_public=is_public,
        outline_size=OutlineSizeData(),
        published_at=None,
        created_at=AT,
        updated_at=AT,
        version=1,
        settings=CourseSettingsData(is_public=is_public),
        collaborators=(
            CollaboratorData(id="co", name="C", role=CollaboratorRole.INSTRUCTOR),
            CollaboratorData(id="assistant", name="A"),
        ),
        prerequisites=(),
        prerequisite_ids=(),
    )


def who(question):
    return {name for name, actor in EVERYBODY.items() if question(actor)}


def passes(check, error):
    def question(actor):
        try:
            check(actor)
        except error:
            return False
        return True

    return question


OFFICE = {"admin", "staff", "system"}
TEAM = {"owner", "co-instructor", "assistant"}


class TestCanRead:
    def test_lets_everybody_read_what_is_public_and_published(self):
        assert who(lambda a: access.can_read(a, course(), is_reader=False)) == set(EVERYBODY)

    def test_keeps_what_is_not_public_to_editors_and_readers(self):
        hidden = course(is_public=False)

        assert who(lambda a: access.can_read(a, hidden, is_reader=False)) == OFFICE | TEAM
        assert access.can_read(STUDENT, hidden, is_reader=True)

    @pytest.mark.parametrize("status", [CourseStatus.DRAFT, CourseStatus.ARCHIVED])
    def test_keeps_what_is_not_published_to_editors(self, status):
        assert who(lambda a: access.can_read(a, course(status), is_reader=True)) == OFFICE | TEAM


class TestSeesAsEditor:
    def test_is_for_those_who_teach_it_and_the_office(self):
        assert who(lambda a: access.sees_as_editor(a, course())) == OFFICE | TEAM

    def test_never_takes_nobody_for_an_unknown_instructor(self):
        assert who(lambda a: access.is_owner(a, course(instructor_id=""))) == set()


class TestCheckCanEdit:
    def test_lets_co_instructors_but_not_assistants(self):
        check = passes(lambda a: access.check_can_edit(a, course()), NotCourseEditorError)

        assert who(check) == OFFICE | {"owner", "co-instructor"}


class TestCheckCanDecide:
    def test_lets_the_instructor_and_the_office(self):
        check = passes(lambda a: access.check_can_decide(a, course()), NotCourseOwnerError)

        assert who(check) == OFFICE | {"owner"}


class TestCheckCanCreate:
    def test_lets_teachers_for_themselves_and_the_office_for_anybody(self):
        def check(actor):
            access.check_can_create(actor, instructor_id="owner")

        assert who(passes(check, NotCourseCreatorError)) == OFFICE | {"owner"}


class TestCheckCanTeach:
    def test_refuses_students(self):
        with pytest.raises(NotTeachingError):
            access.check_can_teach(person_id="u", role="student")

    @pytest.mark.parametrize("role", ["teacher", "staff", "admin"])
    def test_takes_all_others(self, role):
        access.check_can_teach(person_id="x", role=role)
