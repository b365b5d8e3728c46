"""The register: who was at which event."""

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.planning.data import AttendanceStatus
from apps.planning.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Attendance(Aggregate):
    """What the register says about one student at one event.

    `attended` follows from the status and is kept, because rates are counted from it.
    `event_starts_at` is a copy, so that a student's rows can be read by time.

    Indexes: event with student (unique), cohort with student, student with time, event with status.
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
            # The unique index below is partial, and MongoDB does not read through a partial one.
            models.Index(fields=["event_id", "student_id"], name="event_attendance_event"),
            models.Index(fields=["event_id", "status"], name="event_attendance_status"),
            models.Index(
                fields=["cohort_id", "student_id", "status"], name="event_attendance_cohort"
            ),
            models.Index(
                fields=["student_id", "-event_starts_at"], name="event_attendance_student"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "student_id"], name="event_attendance_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.status}"
