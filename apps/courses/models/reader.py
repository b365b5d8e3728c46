"""Who may read a course that is not public."""

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

    Indexes: all four fields (unique); account with course; reason, to end it for everybody.
    Growth: one document for each account, course and reason.
    """

    id = ObjectIdAutoField(primary_key=True)
    course_id = ObjectIdField()
    account_id = ObjectIdField()
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
        return f"{self.account_id} reads {self.course_id} via {self.via}"

    @classmethod
    def for_reason(
        cls, *, course_id: str, account_id: str, via: ReadingVia, source_id: str
    ) -> Self:
        """Return the unsaved document of a reason, always with the same id."""
        return cls(
            id=ids.to_object_id(ids.derived_id("reader", course_id, account_id, via, source_id)),
            course_id=ids.to_object_id(course_id),
            account_id=ids.to_object_id(account_id),
            via=via,
            source_id=ids.to_object_id(source_id),
        )
