"""Who may read which course: in the predecessor, the members of a cohort whose events name it."""

from bson import ObjectId

from apps.courses.data import ReadingVia
from apps.courses.models import CourseReader
from yggdrasil.cutover.mapping.collection import CollectionMapping, Known, Lookup, Parts
from yggdrasil.cutover.mapping.documents import Document, values_at
from yggdrasil.cutover.mapping.keys import in_order, key_in
from yggdrasil.cutover.mapping.moments import created_at
from yggdrasil.ids import derived_key


def split_promotion(promotion: Document, known: Known) -> Parts:
    """Return who reads which course because of one cohort.

    Args:
        promotion: the predecessor's document.
        known: courses of its events, under `courses`.

    Returns:
        One reader for each member, and one for each member and course.
    """
    parts = Parts()
    key = key_in(promotion["_id"])
    if key is None:
        return parts
    listed = {it for it in values_at(promotion, "studentIds") if isinstance(it, ObjectId)}
    members = [(member, str(member)) for member in in_order(listed)]
    via, source = ReadingVia.COHORT.value, str(key)
    since = created_at({"_id": key, "created_at": promotion.get("createdAt")})
    # None: that they are members at all, so that courses which the cohort gets later are theirs.
    for course in (None, *in_order(_courses(promotion, known))):
        name = str(course or "")
        for member, spelled in members:
            reader = {
                # As `CourseReader.for_reason` says it.
                "_id": derived_key("reader", name, spelled, via, source),
                "course_id": course,
                "account_id": member,
                "via": via,
                "source_id": key,
                "since": since,
            }
            parts.documents.append((CourseReader, reader))
    return parts


def _courses(promotion: Document, known: Known) -> set[ObjectId]:
    """Return the courses of a cohort's events: the predecessor's only link between the two."""
    events = known["courses"].get(promotion["_id"]) or {}
    return {course for (course,) in events if isinstance(course, ObjectId)}


READERS = CollectionMapping(
    source="promotions",
    names=("promotions",),
    into=(CourseReader,),
    reads=("studentIds", "createdAt"),
    split=split_promotion,
    looks_up=(
        Lookup(
            name="courses",
            collection="events",
            path="promotionIds",
            asks=("_id",),
            counts=("linkedCourse",),
        ),
    ),
)
