"""Courses for people: lists, details, publication. What a viewer may not see is not there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.courses.data import (
    CourseData,
    CourseMaterialData,
    CourseStatus,
    CourseSummary,
    Level,
    PublicationData,
)
from apps.courses.models import Course
from apps.courses.queries.slices import slice_of
from apps.courses.queries.visibility import is_visible, shown_to, visible_to
from apps.courses.rules import access, publication
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import InvalidIdError, checked_id, to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page
from yggdrasil.mongodb.words import has_words

# Neither lists nor details show them, and they are the bulk of the document.
BULKY = ("chapters", "materials")


class CourseNotFoundError(NotFoundError):
    """There is no such course, or none that the asker may know of."""


@dataclass(frozen=True, kw_only=True)
class CourseFilters:
    """What a list of courses is narrowed to.

    Attributes:
        category: exact name of a category.
        level: how much one must know before.
        status: where the course stands.
        instructor_id: id of who answers for it.
        tag: one of its tags.
        search: words of title and description; all must occur, as whole words.
    """

    category: str | None = None
    level: Level | None = None
    status: CourseStatus | None = None
    instructor_id: str | None = None
    tag: str | None = None
    search: str | None = None


@query
def list_courses(
    *, viewer: Actor, filters: CourseFilters, ordering: tuple[str, ...], window: Window
) -> Page[CourseSummary]:
    """Return one page of the courses that a viewer may find.

    Args:
        viewer: who asks, signed in or not.
        filters: what the list is narrowed to.
        ordering: columns to sort by.
        window: which part.

    Returns:
        Summaries, without outlines.

    Raises:
        InvalidIdError: if `instructor_id` is no id.
    """
    found = Course.objects.filter(visible_to(viewer), **_conditions(filters)).defer(*BULKY)
    if filters.search is not None:
        found = found.filter(has_words(filters.search))
    return keyset_page(
        found,
        ordering=ordering,
        window=window,
        to_data=lambda course: shown_to(viewer, course.to_summary()),
    )


@query
def get_course(*, viewer: Actor, course_id: str) -> CourseData:
    """Return one course, without outline and materials.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.

    Returns:
        The course.

    Raises:
        CourseNotFoundError: if there is none that the viewer may read.
    """
    course = find_visible(viewer, course_id, Course.objects.defer(*BULKY)).to_data()
    return shown_to(viewer, course)


@query
def list_materials(*, viewer: Actor, course_id: str, window: Window) -> Page[CourseMaterialData]:
    """Return one page of the materials of a course, in the order in which they were added.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.
        window: which part.

    Returns:
        Materials.

    Raises:
        CourseNotFoundError: if there is no course that the viewer may read.
        InvalidCursorError: if the cursor is not one of this list.
    """
    course = find_visible(viewer, course_id, Course.objects.defer("chapters"))
    return slice_of([material.to_data() for material in course.materials], window)


@query
def get_publication(*, viewer: Actor, course_id: str) -> PublicationData:
    """Return whether a course is published, and for its editors what keeps it from being so.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.

    Returns:
        Its publication.

    Raises:
        CourseNotFoundError: if there is no course that the viewer may read.
    """
    course = get_course(viewer=viewer, course_id=course_id)
    is_editor = access.sees_as_editor(viewer, course)
    return PublicationData(
        course_id=course.id,
        status=course.status,
        is_public=course.is_public,
        published_at=course.published_at,
        obstacles=publication.obstacles_of(course) if is_editor else (),
    )


def find_visible(viewer: Actor, course_id: str, among: QuerySet[Course]) -> Course:
    """Return the document of a course that a viewer may read.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.
        among: the courses, with the fields that are wanted.

    Returns:
        The document.

    Raises:
        CourseNotFoundError: if there is none that the viewer may read.
    """
    try:
        course = among.filter(pk=checked_id(course_id)).first()
    except InvalidIdError:
        course = among.filter(slug=course_id).first()
    if course is None or not is_visible(viewer, course.to_data()):
        raise CourseNotFoundError(f"There is no course {course_id!r:.60}.")
    return course


def _conditions(filters: CourseFilters) -> dict[str, Any]:
    conditions = {
        "category": filters.category,
        "level": filters.level,
        "status": filters.status,
        "tags__contains": [filters.tag.lower()] if filters.tag else None,
        "instructor__account_id": to_object_id(filters.instructor_id)
        if filters.instructor_id
        else None,
    }
    return {name: value for name, value in conditions.items() if value is not None}
