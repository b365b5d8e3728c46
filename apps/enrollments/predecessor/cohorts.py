"""Promotions of the predecessor become cohorts, in both directions.

Their members are documents of their own (see memberships.py), their events are planning's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bson import ObjectId

from apps.enrollments.data import CohortStatus, Intake
from apps.enrollments.models import Cohort, CohortSettings, Membership
from apps.enrollments.predecessor.people import SYSTEM
from apps.enrollments.rules.cohorts import MOST_COURSES
from apps.enrollments.rules.ladder import intake_of
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
)
from yggdrasil.cutover.mapping.documents import Document, values_at
from yggdrasil.cutover.mapping.keys import Identity, Key, in_order
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Part, Table

COHORT_KEY = Identity(collection="promotions")
_SETTINGS = Table(
    CohortSettings,
    [
        Column("level", "level", Text(limit=50), is_optional=True),
        Column("department", "department", Text(limit=100), is_optional=True),
        Column("maxStudents", "capacity", Whole(low=1, high=500, empty=None), is_optional=True),
        Column("description", "description", Text(limit=500), is_optional=True),
        Column("semesterSystem", "is_semester_system", Flag()),
        Column("permanent", "is_permanent", Flag()),
        Column(
            "minPassingGrade", "min_grade_percent", Whole(high=100, empty=None), is_optional=True
        ),
        Column(
            "minAttendance", "min_attendance_percent", Whole(high=100, empty=None), is_optional=True
        ),
        Column("coursesRequired", "courses_required", Whole(high=20, empty=None), is_optional=True),
        Column("autoValidation", "is_auto_validated", Flag()),
    ],
)
_COHORT = Table(
    Cohort,
    [
        Column("_id", "_id", COHORT_KEY),
        Column("name", "name", Text(limit=200)),
        Column("semester", "semester", Whole(low=1, high=10, empty=1)),
        Column("intake", "intake", Word(words=Intake, default=Intake.SEPTEMBER)),
        Column("academicYear", "academic_year", Text(limit=9)),
        Column("startDate", "starts_at", Moment()),
        Column("endDate", "ends_at", Moment()),
        Column("status", "status", Word(words=CohortStatus, default=CohortStatus.DRAFT)),
        Column("metadata", "settings", Part(table=_SETTINGS)),
        Column("createdBy", "created_by_id", Key(), is_optional=True),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def members_of(promotion: Document) -> list[ObjectId]:
    """Return who is in a cohort, each once: its list of students decides.

    Args:
        promotion: the predecessor's document.
    """
    listed = (it for it in values_at(promotion, "studentIds") if isinstance(it, ObjectId))
    return list(dict.fromkeys(listed))


def courses_of(promotion: Document, known: Known) -> list[ObjectId]:
    """Return the courses of a cohort's events: the predecessor's only link between the two.

    Args:
        promotion: the predecessor's document.
        known: how many of its events name which course, under `courses`.
    """
    events = known["courses"].get(promotion["_id"]) or {}
    return in_order(course for (course,) in events if isinstance(course, ObjectId))


def split_promotion(promotion: Document, known: Known) -> Parts:
    """Return the cohort for a promotion.

    Args:
        promotion: the predecessor's document.
        known: its students and its creator, under `people`, and the courses of its events, under
            `courses`.

    Returns:
        One cohort; its open memberships are foreseen, as memberships.py writes them.
    """
    parts = Parts()
    cohort = _COHORT.split(promotion, parts.findings)
    cohort["created_at"], cohort["updated_at"] = created_at(cohort), updated_at(cohort)
    there, strange = _told_apart(members_of(promotion), known["people"])
    cohort["members_count"] = len(there)
    cohort["course_ids"] = courses_of(promotion, known)[:MOST_COURSES]
    parts.documents.append((Cohort, cohort))
    parts.foreseen += [(Membership, {"student_id": key, "is_open": True}) for key in there]
    parts.findings += _judge(promotion, cohort, known)
    parts.findings += [Finding(Sort.ORPHAN, "member_unknown", "studentIds", key) for key in strange]
    return parts


def merge_cohort(found: Found) -> Document | None:
    """Return the promotion for a cohort, without its events, which planning adds.

    Args:
        found: the cohort and its memberships.
    """
    cohort = found.one(Cohort)
    if cohort is None:
        return None
    members = {stay["student_id"] for stay in found.all(Membership) if stay["is_open"]}
    return {**_COHORT.merge(cohort), "studentIds": in_order(members)}


def _told_apart(
    members: list[ObjectId], people: Mapping[Any, Any]
) -> tuple[list[ObjectId], list[ObjectId]]:
    """Return the members that are somebody, and those that are nobody."""
    there: list[ObjectId] = []
    strange: list[ObjectId] = []
    for key in members:
        (strange if people.get(key) is None else there).append(key)
    return there, strange


def _people_of(promotion: Document) -> Iterator[Any]:
    yield from members_of(promotion)
    yield promotion.get("createdBy")


def _judge(promotion: Document, cohort: Document, known: Known) -> Iterator[Finding]:
    creator = cohort["created_by_id"]
    if creator == SYSTEM:
        cohort["created_by_id"] = None
        yield repaired("system_id", "createdBy", creator, None)
    elif creator is not None and known["people"].get(creator) is None:
        yield Finding(Sort.ORPHAN, "creator_unknown", "createdBy", creator, creator)
    for name, old in (("starts_at", "startDate"), ("ends_at", "endDate")):
        if cohort[name] is None:
            cohort[name] = cohort["starts_at"] or cohort["created_at"]
            yield repaired("date_missing", old, promotion.get(old), cohort[name])
    if cohort["ends_at"] <= cohort["starts_at"]:
        yield Finding(Sort.CONFLICT, "ends_before_start", "endDate", cohort["ends_at"])
    wanted = intake_of(cohort["semester"])
    if cohort["intake"] != wanted:
        yield Finding(Sort.NOTE, "intake_unusual", "intake", cohort["intake"], wanted.value)
    if not isinstance(promotion.get("studentIds"), list):
        found = promotion.get("studentIds")
        yield repaired("wrong_type", "studentIds", found, len(members_of(promotion)))


COHORTS = CollectionMapping(
    source="promotions",
    names=("promotions",),
    into=(Cohort,),
    owns=REST,
    split=split_promotion,
    merge=merge_cohort,
    finds=(
        Find(Cohort),
        Find(Membership, path="cohort_id", fields=("cohort_id", "student_id", "is_open")),
    ),
    looks_up=(
        Lookup(name="people", collection="users", asks=_people_of, fields=("_id",)),
        Lookup(
            name="courses",
            collection="events",
            path="promotionIds",
            asks=("_id",),
            counts=("linkedCourse",),
        ),
    ),
)
