"""The enrolment of one student in one course."""

from datetime import datetime

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.enrollments.data import (
    CancellationReason,
    EnrollmentData,
    EnrollmentRoute,
    EnrollmentStatus,
)
from apps.enrollments.models.choices import choices_of
from apps.enrollments.models.keys import text_of
from yggdrasil.mongodb.aggregate import Aggregate

# An enrolment in one of these states is open: it holds a seat, and bars a second one.
OPEN_STATUSES = (EnrollmentStatus.PENDING.value, EnrollmentStatus.ACTIVE.value)


class Enrollment(Aggregate):
    """One student in one course.

    Pending until what it waits for is done (a payment, say), and then held until `seat_held_until`;
    active; then completed or cancelled, which both free the seat. A course may be taken again after
    that, in a new document.

    Grows by the courses a student takes, some ten a year; never deleted.

    Indexes: the open one of a student and course (unique); by student, by course with status, by
    cohort, by status, each newest first; held seats by expiry.
    """

    course_id = ObjectIdField()
    student_id = ObjectIdField()
    # Copies, for lists without a question to a neighbour.
    course_title = models.CharField(max_length=200, blank=True, default="")
    student_name = models.CharField(max_length=120, blank=True, default="")
    status = models.CharField(max_length=10, choices=choices_of(EnrollmentStatus))
    via = models.CharField(max_length=10, choices=choices_of(EnrollmentRoute))
    # The cohort it came through; absent for the other routes.
    cohort_id = ObjectIdField(null=True, blank=True)
    enrolled_at = models.DateTimeField()
    # A pending enrolment's seat is given up after this; absent for others.
    seat_held_until = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        max_length=20, choices=choices_of(CancellationReason), blank=True, default=""
    )
    # While the account is deactivated; the seat stays.
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "enrollments"
        constraints = [
            models.UniqueConstraint(
                fields=["course_id", "student_id"],
                condition=models.Q(status__in=OPEN_STATUSES),
                name="enrollments_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["student_id", "-enrolled_at", "-id"], name="enrollments_student"),
            models.Index(
                fields=["course_id", "status", "-enrolled_at", "-id"], name="enrollments_course"
            ),
            models.Index(fields=["course_id", "-enrolled_at", "-id"], name="enrollments_of_course"),
            models.Index(fields=["cohort_id", "status"], name="enrollments_cohort"),
            models.Index(fields=["status", "-enrolled_at", "-id"], name="enrollments_status"),
            models.Index(fields=["status", "seat_held_until"], name="enrollments_held_seats"),
            models.Index(fields=["-enrolled_at", "-id"], name="enrollments_enrolled"),
        ]

    def __str__(self) -> str:
        """Return who takes what."""
        return f"{self.student_name or self.student_id}: {self.course_title or self.course_id}"

    @property
    def is_open(self) -> bool:
        """Return whether it holds a seat."""
        return self.status in OPEN_STATUSES

    def begin(self, status: EnrollmentStatus, *, at: datetime, held_until: datetime) -> None:
        """Enter the first status."""
        self.status = status.value
        self.enrolled_at = at
        if status is EnrollmentStatus.PENDING:
            self.seat_held_until = held_until
        else:
            self.activate(at=at)

    def activate(self, *, at: datetime) -> None:
        """Let the student in; the seat is no longer held for a time only."""
        self.status = EnrollmentStatus.ACTIVE.value
        self.activated_at = at
        self.seat_held_until = None

    def complete(self, *, at: datetime) -> None:
        """End the enrolment well."""
        self.status = EnrollmentStatus.COMPLETED.value
        self.completed_at = at

    def cancel(self, *, reason: CancellationReason, at: datetime) -> None:
        """End the enrolment otherwise; nothing of it rests, or goes on with the account."""
        self.status = EnrollmentStatus.CANCELLED.value
        self.cancelled_at = at
        self.reason = reason.value
        self.seat_held_until = None
        self.suspended_at = None

    def to_data(self) -> EnrollmentData:
        """Return the enrolment as data."""
        return EnrollmentData(
            id=str(self.pk),
            course_id=str(self.course_id),
            course_title=self.course_title,
            student_id=str(self.student_id),
            student_name=self.student_name,
            status=EnrollmentStatus(self.status),
            via=EnrollmentRoute(self.via),
            cohort_id=text_of(self.cohort_id),
            enrolled_at=self.enrolled_at,
            seat_held_until=self.seat_held_until,
            activated_at=self.activated_at,
            completed_at=self.completed_at,
            cancelled_at=self.cancelled_at,
            reason=CancellationReason(self.reason) if self.reason else None,
            is_suspended=self.suspended_at is not None,
            version=self.version,
        )
