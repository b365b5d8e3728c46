"""Outlines: for learners without what they must not see, for editors whole."""

from apps.courses.data import LearnerChapterData, OutlineData
from apps.courses.models import Course
from apps.courses.queries.courses import find_visible
from apps.courses.queries.slices import slice_of
from apps.courses.rules import access, learners
from apps.courses.rules.outline import PartNotFoundError
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.markup import clean_html
from yggdrasil.mongodb.paging import Page, Window


@query
def list_chapters(*, viewer: Actor, course_id: str, window: Window) -> Page[LearnerChapterData]:
    """Return one page of the chapters of a course, as learners see them, whoever asks.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.
        window: which part.

    Returns:
        Published chapters, without solutions, hidden test cases and answers.

    Raises:
        CourseNotFoundError: if there is no course that the viewer may read.
        InvalidCursorError: if the cursor is not one of this list.
    """
    course = find_visible(viewer, course_id, Course.objects.defer("materials"))
    return slice_of(_for_learners(course), window)


@query
def get_chapter(*, viewer: Actor, course_id: str, chapter_id: str) -> LearnerChapterData:
    """Return one chapter as learners see it, whoever asks.

    Args:
        viewer: who asks, signed in or not.
        course_id: id of the course, or its slug.
        chapter_id: id of the chapter.

    Returns:
        The chapter, without solutions, hidden test cases and answers.

    Raises:
        CourseNotFoundError: if there is no course that the viewer may read.
        PartNotFoundError: if the course has no published chapter with that id.
    """
    course = find_visible(viewer, course_id, Course.objects.defer("materials"))
    for chapter in _for_learners(course):
        if chapter.id == chapter_id:
            return chapter
    raise PartNotFoundError(f"The course has no chapter {chapter_id!r:.40}.")


@query
def get_outline(*, viewer: Actor, course_id: str) -> OutlineData:
    """Return the whole outline as its editors hold it, solutions and answers included.

    Args:
        viewer: who asks.
        course_id: id of the course, or its slug.

    Returns:
        The outline.

    Raises:
        CourseNotFoundError: if there is no course that the viewer may read.
        NotCourseEditorError: if the viewer may read the course, but not edit or help with it.
    """
    course = find_visible(viewer, course_id, Course.objects.defer("materials"))
    access.check_sees_as_editor(viewer, course.to_data())
    return OutlineData(course_id=str(course.pk), version=course.version, chapters=course.outline)


def _for_learners(course: Course) -> tuple[LearnerChapterData, ...]:
    return learners.chapters_for_learners(course.outline, clean_html=clean_html)
