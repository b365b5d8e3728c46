"""A row of the predecessor's registers, field by field."""

from apps.planning.models import Attendance
from yggdrasil.cutover.mapping.keys import Identity, Key
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text
from yggdrasil.cutover.mapping.table import Column, Table

ROW = Table(
    Attendance,
    [
        Column("_id", "_id", Identity(collection="event_attendance")),
        Column("eventId", "event_id", Key()),
        Column("studentId", "student_id", Key()),
        Column("promotionId", "cohort_id", Key(), is_optional=True),
        Column("attended", "attended", Flag()),
        Column("attendedAt", "marked_at", Moment(), is_optional=True),
        Column("markedBy", "marked_by", Key(), is_optional=True),
        Column("notes", "notes", Text(limit=500)),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)
