"""Who may read a course that is not public."""

from datetime import datetime
from typing import Self

from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from apps.courses.data import ReadingVia
from yggdrasil import ids


class CourseReader(models.Model):
    """One reason why one account may read one course: a read model, filled from facts.

    Somebody with two reasons (an enrolment and a cohort) has two documents, so that the end of
    one reason leaves the other. Its id is derived from all four fields: the same reason heard
    twice is the same document.

    A cohort has documents of its own: one without a course says who is in it, one without an
    account which courses it reads, one with neither when that was last heard. So members and
    courses may be heard in any order.

    Indexes: all four fields (unique); account with course; reason, to end it for everybody.
    Growth: one document for each account, course and reason.
    """

    id = ObjectIdAutoField(primary_key=True)
    course_id = ObjectIdField(null=True, blank=True)
    account_id = ObjectIdField(null=True, blank=True)
    via = models.CharField(max_length=10, choices=[(v.value, v.name.title()) for v in ReadingVia])
    # Id of the enrolment or of the cohort; of the course itself for a grant.
    source_id = ObjectIdField()
    since = models.DateTimeField()

    class Meta:
        db_table = "course_readers"
        constraints = [
            models.UniqueConstraint(
                fields=["course_id", "account_id", "via", "source_id"],
                name="course_readers_reason",
            )
        ]
        indexes = [
            models.Index(fields=["account_id", "course_id"], name="course_readers_account"),
            models.Index(fields=["source_id", "account_id"], name="course_readers_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_via_display()}, since {self.since:%Y-%m-%d}"

    @classmethod
    def for_reason(
        cls, *, course_id: str, account_id: str, via: ReadingVia, source_id: str, since: datetime
    ) -> Self:
        """Return the unsaved document of a reason, always with the same id.

        Args:
            course_id: id of the course; nothing for membership of a cohort as such.
            account_id: id of the account; nothing for what a cohort as such reads.
            via: enrolment, cohort or grant.
            source_id: id of the enrolment or cohort; of the course for a grant.
            since: from when on.

        Returns:
            The document; saving it again changes nothing but `since`.
        """
        return cls(
            id=ids.to_object_id(ids.derived_id("reader", course_id, account_id, via, source_id)),
            course_id=ids.to_object_id(course_id) if course_id else None,
            account_id=ids.to_object_id(account_id) if account_id else None,
            via=via,
            source_id=ids.to_object_id(source_id),
            since=since,
        )
