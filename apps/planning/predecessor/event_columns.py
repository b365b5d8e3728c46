"""An event of the predecessor, field by field, and what is copied into it from others."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from apps.planning.data import (
    DEFAULT_COLOR,
    EventType,
    InvitationStatus,
    RecurrencePattern,
)
from apps.planning.models import Attendee, Event, Recurrence
from yggdrasil.cutover.mapping.collection import Finding
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity, Key, Keys
from yggdrasil.cutover.mapping.kinds import MISSING, Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Many, Part, Table

EVENT_KEY = Identity(collection="events")
COLOR = re.compile(r"^#[0-9a-fA-F]{6}\Z")
_SUNDAY = 7


@dataclass(frozen=True)
class _Weekdays:
    """Weekdays: the predecessor counts from Sunday as 0, ISO from Monday as 1 to Sunday as 7."""

    exact: ClassVar[type | None] = None
    limit: ClassVar[int] = 0
    is_plain: ClassVar[bool] = False

    def read(self, value: Any, name: str, findings: list[Finding]) -> Any:
        """Take the days of a list."""
        if value is MISSING or value is None:
            return []
        days = value if isinstance(value, list) else [value]
        kept = [day for day in days if type(day) is int and 0 <= day < _SUNDAY]
        if kept != value:
            findings.append(repaired("wrong_days", name, value, kept))
        return [day or _SUNDAY for day in kept]

    def back(self, value: Any) -> Any:
        """Return the days as the predecessor counts them."""
        return [day % _SUNDAY for day in value or ()]


_RECURRENCE = Table(
    Recurrence,
    [
        Column("pattern", "pattern", Word(words=RecurrencePattern, default="weekly")),
        Column("interval", "interval", Whole(low=1, empty=1)),
        Column("endDate", "until", Moment(), is_optional=True),
        Column("count", "count", Whole(low=1, empty=None), is_optional=True),
        Column("days", "weekdays", _Weekdays()),
    ],
)
_ATTENDEE = Table(
    Attendee,
    [
        Column("userId", "account_id", Key()),
        Column("status", "status", Word(words=InvitationStatus, default=InvitationStatus.PENDING)),
        Column("responseDate", "answered_at", Moment(), is_optional=True),
    ],
)
EVENT = Table(
    Event,
    [
        Column("_id", "_id", EVENT_KEY),
        Column("title", "title", Text(limit=200)),
        Column("description", "description", Text(limit=1000), is_optional=True),
        Column("location", "location_name", Text(limit=100), is_optional=True),
        Column("type", "type", Word(words=EventType, default=EventType.EVENT)),
        Column("startDate", "starts_at", Moment()),
        Column("endDate", "ends_at", Moment()),
        Column("linkedCourse", "course_id", Key(), is_optional=True),
        Column("promotionIds", "cohort_ids", Keys()),
        Column("teacherId", "teacher_id", Key(), is_optional=True),
        Column("recurrence", "recurrence", Part(table=_RECURRENCE, or_none=True)),
        Column("parentEvent", "series_id", Key(), is_optional=True),
        Column("createdBy", "created_by", Key()),
        Column("capacity", "capacity", Whole(low=1, empty=None), is_optional=True),
        Column("isPublic", "is_public", Flag(empty=True)),
        Column("color", "color", Text(empty=DEFAULT_COLOR)),
        Column("attendees", "attendees", Many(table=_ATTENDEE)),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def title_of(course: Document | None) -> str:
    """Return the title of a course as events copy it; empty for none.

    Args:
        course: what was looked up of it.
    """
    title = (course or {}).get("title")
    return title if isinstance(title, str) else ""


def name_of(person: Document | None) -> str:
    """Return the name of a person as events copy it; empty for nobody.

    Args:
        person: what was looked up of the user.
    """
    profile = (person or {}).get("profile")
    if not isinstance(profile, dict):
        return ""
    names = (profile.get("firstName"), profile.get("lastName"))
    return " ".join(it for it in names if isinstance(it, str)).strip()
