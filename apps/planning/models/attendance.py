"""The register: who was at which event."""

from datetime import datetime

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.planning.data import AttendanceData, AttendanceMark, AttendanceStatus
from apps.planning.models.choices import choices_of
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.aggregate import Aggregate


class Attendance(Aggregate):
    """What the register says about one student at one event.

    `attended` follows from the status and is kept, because rates are counted from it.
    `event_starts_at` is a copy, so that a student's rows can be read by time.

    Indexes: event with student (unique), cohort with student, student with time, time.
    Growth: one for each student and event, some 100,000 a year in a school of 1,000.
    """

    event_id = ObjectIdField()
    event_starts_at = models.DateTimeField()
    student_id = ObjectIdField()
    cohort_id = ObjectIdField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=choices_of(AttendanceStatus))
    attended = models.BooleanField(editable=False)
    marked_by = ObjectIdField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    notes = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "event_attendance"
        indexes = [
            models.Index(fields=["-event_starts_at", "-id"], name="event_attendance_time"),
            models.Index(
                fields=["cohort_id", "student_id", "status"], name="event_attendance_cohort"
            ),
            models.Index(
                fields=["student_id", "-event_starts_at", "-id"], name="event_attendance_student"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "student_id"], name="event_attendance_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.event_starts_at:%Y-%m-%d %H:%M}"

    def mark(self, mark: AttendanceMark, *, by: str, at: datetime) -> None:
        """Take over what somebody says about the student."""
        self.status = mark.status.value
        self.attended = mark.status.is_attended
        self.notes = mark.notes
        self.marked_by = to_object_id(by) if by else None
        self.marked_at = at

    def to_data(self) -> AttendanceData:
        """Return the row as others may hold it."""
        return AttendanceData(
            id=str(self.pk),
            event_id=str(self.event_id),
            student_id=str(self.student_id),
            cohort_id=None if self.cohort_id is None else str(self.cohort_id),
            status=AttendanceStatus(self.status),
            attended=self.attended,
            marked_by=None if self.marked_by is None else str(self.marked_by),
            marked_at=self.marked_at,
            notes=self.notes,
        )
