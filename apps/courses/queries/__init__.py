"""Everything one can ask about courses."""

from apps.courses.queries.courses import (
    CourseFilters,
    CourseNotFoundError,
    get_course,
    get_publication,
    list_courses,
    list_materials,
)
from apps.courses.queries.neighbours import (
    count_courses,
    find_course,
    find_courses,
    find_outline,
    find_published,
    find_readings,
    find_taught_ids,
)
from apps.courses.queries.outlines import get_chapter, get_outline, list_chapters

__all__ = [
    "CourseFilters",
    "CourseNotFoundError",
    "count_courses",
    "find_course",
    "find_courses",
    "find_outline",
    "find_published",
    "find_readings",
    "find_taught_ids",
    "get_chapter",
    "get_course",
    "get_outline",
    "get_publication",
    "list_chapters",
    "list_courses",
    "list_materials",
]
