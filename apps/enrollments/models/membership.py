"""The membership: one student's time in one cohort."""

from datetime import datetime

from bson import ObjectId
from django.db import models
from django_mongodb_backend.fields import ArrayField, ObjectIdField

from apps.enrollments.data import LeavingReason, MemberData, MembershipData, MembershipSource
from apps.enrollments.models.choices import choices_of
from yggdrasil.mongodb.aggregate import Aggregate


class Membership(Aggregate):
    """One student's time in one cohort, from joining to leaving.

    A student has one open membership. The predecessor knew students with up to four: `is_contested`
    marks those which its three sources do not agree on. The unique index covers open, uncontested
    memberships only, so that whoever loads old data marks all but one of a student's open ones.

    Grows by two documents a student and year; never deleted, since they are the history.

    Indexes: cohort, student and joining (unique); the open one of a student (unique); members of a
    cohort in joining order; memberships of a student, newest first; contested ones.
    """

    cohort_id = ObjectIdField()
    student_id = ObjectIdField()
    # Copied from the profile, which tells when it changes.
    student_name = models.CharField(max_length=120, blank=True, default="")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # Always the same as `left_at is None`; an index can ask for a value but not for its absence.
    is_open = models.BooleanField(default=True)
    is_contested = models.BooleanField(default=False)
    # While the account is deactivated.
    suspended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        max_length=15, choices=choices_of(LeavingReason), blank=True, default=""
    )
    sources = ArrayField(
        models.CharField(max_length=15, choices=choices_of(MembershipSource)),
        default=list,
        blank=True,
        max_size=4,
    )

    class Meta:
        db_table = "memberships"
        constraints = [
            models.UniqueConstraint(
                fields=["cohort_id", "student_id", "joined_at"], name="memberships_stay"
            ),
            models.UniqueConstraint(
                fields=["student_id"],
                condition=models.Q(is_open=True, is_contested=False),
                name="memberships_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["cohort_id", "is_open", "joined_at", "id"], name="memberships_cohort"
            ),
            models.Index(fields=["student_id", "-joined_at", "-id"], name="memberships_student"),
            models.Index(
                fields=["is_contested", "-joined_at", "-id"], name="memberships_contested"
            ),
            models.Index(fields=["-joined_at", "-id"], name="memberships_joined"),
        ]

    def __str__(self) -> str:
        """Return the member's name, or id where the name is not known."""
        return self.student_name or str(self.student_id)

    @classmethod
    def begin(
        cls, *, cohort_id: ObjectId, student_id: ObjectId, student_name: str, at: datetime
    ) -> "Membership":
        """Return a new, open membership, not yet saved."""
        return cls(
            cohort_id=cohort_id,
            student_id=student_id,
            student_name=student_name,
            joined_at=at,
            sources=[MembershipSource.SCHOOL.value],
        )

    def end(self, *, reason: LeavingReason, at: datetime) -> None:
        """Close the membership; a moment before it began counts as the beginning."""
        self.left_at = max(at, self.joined_at)
        self.is_open = False
        self.reason = reason.value
        self.suspended_at = None

    def to_member(self) -> MemberData:
        """Return what fellow members see."""
        return MemberData(
            student_id=str(self.student_id), name=self.student_name, joined_at=self.joined_at
        )

    def to_data(self) -> MembershipData:
        """Return what staff and neighbours see."""
        return MembershipData(
            id=str(self.pk),
            cohort_id=str(self.cohort_id),
            student_id=str(self.student_id),
            student_name=self.student_name,
            joined_at=self.joined_at,
            left_at=self.left_at,
            reason=LeavingReason(self.reason) if self.reason else None,
            sources=tuple(map(MembershipSource, self.sources)),
            is_contested=self.is_contested,
            is_suspended=self.suspended_at is not None,
        )
