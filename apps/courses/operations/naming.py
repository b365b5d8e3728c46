"""The name of a course in addresses."""

from django.utils.text import slugify

from apps.courses.models import Course

_LONGEST = 120


def free_slug(title: str, course_id: str) -> str:
    """Return a name for addresses that no other course has.

    Args:
        title: title of the course.
        course_id: id of the course; part of the name where the title alone will not do.

    Returns:
        Small letters, digits and dashes; with the id's end if the title is taken, or has no
        letter that addresses know.
    """
    slug = slugify(title)[:_LONGEST].strip("-")
    if not slug:
        return f"course-{course_id}"
    is_taken = Course.objects.filter(slug=slug).exclude(pk=course_id).exists()
    return f"{slug}-{course_id[-8:]}" if is_taken else slug
