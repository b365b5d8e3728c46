"""A small school's catalogue, read over HTTP."""

from dataclasses import replace

import pytest

from apps.courses import operations
from apps.courses.data import (
    CollaboratorRole,
    CourseMaterialData,
    CourseSettingsData,
    MaterialKind,
)
from tests.factories import lessons
from yggdrasil import clock, ids

NAMES = {
    "owner": ("Grace", "Hopper", "teacher"),
    "assistant": ("Alan", "Turing", "teacher"),
    "other teacher": ("Edsger", "Dijkstra", "teacher"),
    "reader": ("Ada", "Lovelace", "student"),
    "student": ("Charles", "Babbage", "student"),
    "staff": ("Jeanne", "Moreau", "staff"),
    "admin": ("Sigrid", "Hansen", "admin"),
}


@pytest.fixture
def people(open_account, person):
    """Return the ids of people by what they are to the courses."""
    return {
        who: person(first, last, role=role, person_id=open_account(role))
        for who, (first, last, role) in NAMES.items()
    }


@pytest.fixture
def catalogue(people):
    """Return the ids of a public, a closed and a draft course, all with all kinds of content."""
    made = {}
    for title, is_public in (("Public", True), ("Closed", False), ("Draft", True)):
        course_id, at = ids.new_id(), clock.now()
        settings = CourseSettingsData(is_public=is_public)
        operations.create_course(
            course_id=course_id,
            details=replace(lessons.DETAILS, title=title, settings=settings),
            instructor_id=people["owner"],
            at=at,
        )
        operations.add_chapter(course_id=course_id, chapter=lessons.full_chapter(), at=at)
        material = CourseMaterialData(
            name="Sheet", kind=MaterialKind.LINK, url="https://x.example/"
        )
        operations.add_material(course_id=course_id, material=material, at=at)
        operations.add_collaborator(
            course_id=course_id,
            account_id=people["assistant"],
            role=CollaboratorRole.ASSISTANT,
            at=at,
        )
        if title != "Draft":
            operations.publish_course(course_id=course_id, at=at)
        made[title] = course_id
    operations.grant_reading(course_id=made["Closed"], account_id=people["reader"], at=clock.now())
    return made


@pytest.fixture
def visit(people, client_as):
    """Return a function that gives the client of somebody by what they are to the courses."""

    def client(who):
        return client_as(NAMES[who][2], account_id=people[who])

    return client
