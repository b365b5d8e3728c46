"""Courses of the predecessor, in both directions."""

from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from apps.courses.data import CollaboratorRole, CourseStatus, Level, MaterialKind
from apps.courses.models import Collaborator, Course, CourseSettings, Instructor, Material
from apps.courses.predecessor.outline import CHAPTER, identify, size_of
from apps.courses.predecessor.quizzes import types_of_answers
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
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document, values_at
from yggdrasil.cutover.mapping.keys import Identity, Key, key_in
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping.lists import Texts
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Many, Part, Table

OPTIONAL = ("code", "thumbnail", "settings.startDate", "settings.endDate", "settings.maxStudents")
UNKNOWN_PERSON = "Unknown"
_SLUG_LENGTH = 140

_PERSON = (
    # The one place where the predecessor spells ids as texts.
    Column("_id", "account_id", Key(as_text=True)),
    Column("name", "name", Text(limit=120)),
    Column("email", "email", Text(limit=254)),
)
_COLLABORATOR = Table(
    Collaborator,
    [
        *_PERSON,
        Column("role", "role", Word(words=CollaboratorRole, default=CollaboratorRole.ASSISTANT)),
    ],
)
_SETTINGS = Table(
    CourseSettings,
    [
        Column("isPublic", "is_public", Flag()),
        Column("requiresApproval", "requires_approval", Flag()),
        Column("maxStudents", "capacity", Whole(low=1, high=10_000, empty=None), is_optional=True),
        Column("startDate", "starts_at", Moment(), is_optional=True),
        Column("endDate", "ends_at", Moment(), is_optional=True),
        Column("allowLateSubmissions", "allows_late_submissions", Flag(empty=True)),
        Column("enableDiscussions", "allows_discussions", Flag(empty=True)),
        Column("enableCollaboration", "allows_collaboration", Flag()),
    ],
)
_MATERIAL = Table(
    Material,
    [
        Column("_id", "_id", Key()),
        Column("name", "name", Text(limit=100)),
        Column("type", "kind", Word(words=MaterialKind, default=MaterialKind.LINK)),
        Column("url", "url", Text(limit=2000)),
        Column("description", "description", Text(limit=300), is_optional=True),
        Column("size", "size_bytes", Whole(empty=None), is_optional=True),
        Column("uploadedAt", "uploaded_at", Moment()),
    ],
)
_COURSE = Table(
    Course,
    [
        Column("_id", "_id", Identity(collection="courses")),
        Column("code", "code", Text(limit=20, empty=None), is_optional=True),
        Column("title", "title", Text(limit=100)),
        Column("description", "description", Text(limit=1000)),
        Column("slug", "slug", Text(limit=_SLUG_LENGTH)),
        Column("category", "category", Text(limit=50)),
        Column("level", "level", Word(words=Level, default=Level.BEGINNER)),
        Column("status", "status", Word(words=CourseStatus, default=CourseStatus.DRAFT)),
        Column("instructor", "instructor", Part(table=Table(Instructor, _PERSON))),
        Column("collaborators", "collaborators", Many(table=_COLLABORATOR)),
        Column("thumbnail", "thumbnail", Text(limit=2000), is_optional=True),
        Column("tags", "tags", Texts(limit=30)),
        Column("prerequisites", "prerequisites", Texts(limit=100)),
        Column("estimatedDuration", "estimated_minutes", Whole()),
        Column("chapters", "chapters", Many(table=CHAPTER)),
        Column("resources", "materials", Many(table=_MATERIAL)),
        Column("settings", "settings", Part(table=_SETTINGS)),
        Column("version", "version", Whole(low=1, empty=1)),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def people_of(course: Document) -> Iterator[Any]:
    """Return the keys of those who teach a course, as far as they are keys."""
    for path in ("instructor._id", "collaborators._id"):
        yield from map(key_in, values_at(course, path))


def slug_of(course: Document) -> str:
    """Return the name of a course in addresses: its own, else one made of its title or key."""
    slug = course.get("slug")
    if isinstance(slug, str) and slug == slugify(slug)[:_SLUG_LENGTH] and slug:
        return slug
    words = slug if isinstance(slug, str) and slugify(slug) else course.get("title")
    return slugify(str(words or ""))[:_SLUG_LENGTH] or str(course["_id"]).lower()


def code_of(course: Document) -> Hashable | None:
    """Return the code of a course as it is compared; None without one."""
    code = course.get("code")
    return code.strip().upper() or None if isinstance(code, str) else None


def split_course(course: Document, known: Known) -> Parts:
    """Return our course for one of the predecessor's.

    Args:
        course: the predecessor's document.
        known: its people under `people`, whose slug and code are taken under `slug` and `code`.

    Returns:
        One course. A published one counts as published since its last change. Somebody who is
        nobody's account any more is kept as a name.
    """
    parts = Parts()
    new = _COURSE.split(course, parts.findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    new["slug"] = _slug(course, known, parts.findings)
    new["code"] = _code(course, new["code"], known, parts.findings)
    if new["status"] == CourseStatus.PUBLISHED:
        new["published_at"] = _last_change(course) or new["updated_at"]
    for field, person in (("instructor", new["instructor"]), *_collaborators(new)):
        _judge(person, field, known, parts.findings)
    for material in new["materials"]:
        material["uploaded_at"] = material["uploaded_at"] or new["created_at"]
    identify({"_id": new["_id"], "chapters": new["chapters"]}, parts.findings)
    new["outline_size"] = size_of(new["chapters"])
    parts.documents.append((Course, new))
    parts.tallies += _tallies(course)
    return parts


def merge_course(found: Found) -> Document | None:
    """Return the predecessor's course for ours.

    Args:
        found: the course.
    """
    new = found.one(Course)
    return new and {**_COURSE.merge(new), "lastModified": new["updated_at"]}


def _slug(course: Document, known: Known, findings: list[Finding]) -> str:
    slug, found = slug_of(course), course.get("slug")
    if course["_id"] in known["slug"]:
        kept = f"{slug[: _SLUG_LENGTH - 25]}-{course['_id']}"
        findings.append(Finding(Sort.CONFLICT, "slug_taken", "slug", found, kept))
        return kept
    if slug != found:
        findings.append(repaired("slug_made", "slug", found, slug))
    return slug


def _code(course: Document, code: str | None, known: Known, findings: list[Finding]) -> str | None:
    if not code:
        return None
    if course["_id"] in known["code"]:
        findings.append(Finding(Sort.CONFLICT, "code_taken", "code", code))
        return None
    kept = code.strip().upper()
    if kept != code:
        findings.append(repaired("code_folded", "code", code, kept))
    return kept


def _collaborators(new: Document) -> Iterator[tuple[str, Document]]:
    for place, person in enumerate(new["collaborators"]):
        yield f"collaborators.{place}", person


def _judge(person: Document, field: str, known: Known, findings: list[Finding]) -> None:
    """Note somebody who has no account or no name, and mark who may no longer sign in."""
    if not person["name"]:
        person["name"] = UNKNOWN_PERSON
        findings.append(repaired("name_missing", f"{field}.name", None, UNKNOWN_PERSON))
    key = person["account_id"]
    account = known["people"].get(key)
    if account is None and key is not None:
        findings.append(Finding(Sort.ORPHAN, f"{field.partition('.')[0]}_unknown", field, key, key))
    person["is_active"] = account is not None and account.get("isActive") is not False


def _last_change(course: Document) -> datetime | None:
    moment = course.get("lastModified")
    return moment if isinstance(moment, datetime) else None


def _tallies(course: Document) -> list[str | tuple[str, int]]:
    tallies: list[str | tuple[str, int]] = ["courses"]
    if course.get("status") == CourseStatus.PUBLISHED:
        tallies.append("published")
    tallies += [f"no {path}" for path in OPTIONAL if not any(values_at(course, path))]
    tallies += [f"answer {name}" for name in types_of_answers(course)]
    return tallies


COURSES = CollectionMapping(
    source="courses",
    names=("courses",),
    into=(Course,),
    owns=REST,
    split=split_course,
    merge=merge_course,
    finds=(Find(Course),),
    looks_up=(Lookup(name="people", collection="users", asks=people_of, fields=("isActive",)),),
    uniques=(
        Unique(name="slug", fields=("slug", "title"), value=slug_of),
        Unique(name="code", fields=("code",), value=code_of),
    ),
)
