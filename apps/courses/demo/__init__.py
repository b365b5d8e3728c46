"""The demo school's courses, made through the operations like any others."""

from datetime import datetime, timedelta

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.courses import operations
from apps.courses.data import (
    CollaboratorRole,
    CourseDetails,
    CourseMaterialData,
    CourseSettingsData,
    CourseStatus,
)
from apps.courses.demo import office, programming, studio, technology
from apps.courses.demo.catalogue import DemoCourse
from apps.courses.demo.identity import course_id_of, with_ids
from yggdrasil import clock, ids
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

CATALOGUE = (*programming.COURSES, *technology.COURSES, *studio.COURSES, *office.COURSES)

# The account named to visitors teaches the first courses of each subject.
_NAMED_TEACHER = "teacher@yggdrasil.edu"
_NAMED_STUDENT = "student@yggdrasil.edu"
_NAMED_COURSES = {"python-basics", "algorithms", "interface-design", "writing-for-interfaces"}


def make(*, at: datetime) -> int:
    """Make the demo school's courses.

    Args:
        at: the present moment.

    Returns:
        Number of documents made; nothing if they were there already.
    """
    made = _made_ids()
    missing = [course for course in CATALOGUE if course_id_of(course.key) not in made]
    if not missing:
        return 0
    # One commit for all: operations join the unit that is open.
    return unit_of_work(alias_of("courses")).run(lambda: _make_all(missing, at))


def _made_ids() -> set[str]:
    """Return the ids of demo courses that were made once, even if staff deleted them since."""
    store = MongoEventStore(alias_of("courses"))
    return store.known("courses.course", [course_id_of(course.key) for course in CATALOGUE])


def _make_all(missing: list[DemoCourse], at: datetime) -> int:
    teachers = _ids_of(Role.TEACHER, first=_NAMED_TEACHER)
    for number, course in enumerate(missing):
        made_at = at - timedelta(days=120 - 7 * number)
        with clock.held(made_at):
            _make(course, teachers, number, made_at)
    return len(missing) + _let_in(missing, at)


def _make(course: DemoCourse, teachers: list[str], number: int, at: datetime) -> None:
    named, *others = teachers
    helper = others[number % len(others)]
    course_id = course_id_of(course.key)
    instructor_id = named if course.key in _NAMED_COURSES else helper
    operations.create_course(
        course_id=course_id, details=_details(course), instructor_id=instructor_id, at=at
    )
    for place, chapter in enumerate(course.outline):
        operations.add_chapter(
            course_id=course_id, chapter=with_ids(chapter, course.key, str(place)), at=at
        )
    for name, kind, url in course.materials:
        material = CourseMaterialData(
            id=ids.derived_id("demo", "material", url), name=name, kind=kind, url=url
        )
        operations.add_material(course_id=course_id, material=material, at=at)
    if instructor_id == named:
        operations.add_collaborator(
            course_id=course_id, account_id=helper, role=CollaboratorRole.ASSISTANT, at=at
        )
    _bring_to(course.status, course_id, at)


def _bring_to(status: CourseStatus, course_id: str, at: datetime) -> None:
    if status != CourseStatus.DRAFT:
        operations.publish_course(course_id=course_id, at=at + timedelta(days=2))
    if status == CourseStatus.ARCHIVED:
        operations.archive_course(course_id=course_id, at=at + timedelta(days=30))


def _let_in(made: list[DemoCourse], at: datetime) -> int:
    """Let the student named to visitors read the first course that is not public."""
    student_id = _ids_of(Role.STUDENT, first=_NAMED_STUDENT)[0]
    private = [course for course in made if not course.is_public][:1]
    for course in private:
        operations.grant_reading(course_id=course_id_of(course.key), account_id=student_id, at=at)
    return len(private)


def _details(course: DemoCourse) -> CourseDetails:
    return CourseDetails(
        title=course.title,
        description=course.description,
        category=course.category,
        level=course.level,
        code=course.code,
        tags=course.tags,
        prerequisites=course.prerequisites,
        prerequisite_ids=tuple(map(course_id_of, course.follows)),
        estimated_minutes=sum(
            section.estimated_minutes for chapter in course.outline for section in chapter.sections
        ),
        settings=CourseSettingsData(is_public=course.is_public, capacity=course.capacity),
    )


def _ids_of(role: Role, *, first: str) -> list[str]:
    """Return the accounts of a role, the one named to visitors before all others."""
    found = accounts.list_accounts(role=role, limit=1_000)
    return [account.id for account in sorted(found, key=lambda it: (it.email != first, it.email))]
