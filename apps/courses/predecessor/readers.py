"""Who may read which course: in the predecessor, the members of a cohort whose events name it."""

from bson import ObjectId

from apps.courses.data import ReadingVia
from apps.courses.models import CourseReader
from yggdrasil.cutover.keys import key_in
from yggdrasil.cutover.mapping import CollectionMapping, Document, Known, Lookup, Parts
from yggdrasil.cutover.moments import created_at
from yggdrasil.cutover.source import values_at
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
    since = created_at({"_id": key, "created_at": promotion.get("createdAt")})
    members = sorted({it for it in values_at(promotion, "studentIds") if isinstance(it, ObjectId)})
    # None: that they are members at all, so that courses which the cohort gets later are theirs.
    for course in (None, *sorted(_courses(promotion, known))):
        for member in members:
            reader = {
                "_id": reader_key(course, member, ReadingVia.COHORT, key),
                "course_id": course,
                "account_id": member,
                "via": ReadingVia.COHORT.value,
                "source_id": key,
                "since": since,
            }
            parts.documents.append((CourseReader, reader))
    return parts


def _courses(promotion: Document, known: Known) -> set[ObjectId]:
    """Return the courses of a cohort's events: the predecessor's only link between the two."""
    events = known["courses"].get(promotion["_id"]) or {}
    return {course for (course,) in events if isinstance(course, ObjectId)}


def reader_key(
    course: ObjectId | None, account: ObjectId, via: ReadingVia, source: ObjectId
) -> ObjectId:
    """Return the key that `CourseReader.for_reason` gives to the same reason.

    Args:
        course: key of the course; None for membership as such.
        account: key of the account.
        via: kind of reason.
        source: key of the reason.
    """
    return derived_key("reader", str(course or ""), str(account), via, str(source))


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
