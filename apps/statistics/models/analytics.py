"""Analytics events: what happened, one row each, for a bounded time."""

from datetime import timedelta

from django.db import models
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from apps.statistics import rules
from yggdrasil.mongodb.indexes import ExpiryIndex

KEPT = timedelta(days=400)


class AnalyticsEvent(models.Model):
    """One thing that happened, as it was told.

    Shape: `kind` is the name of the fact, `properties` the few values needed to count it.
    Indexes: time, kind with time, subject with time, actor with time; the document vanishes after
    400 days, which bounds the collection to a little over a year of activity.
    """

    id = ObjectIdAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_id = ObjectIdField(null=True, blank=True)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.CharField(max_length=24, blank=True)
    properties = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "analytics_events"
        indexes = [
            ExpiryIndex(fields=["at"], after=KEPT, name="analytics_events_expiry"),
            models.Index(fields=["-at", "-id"], name="analytics_events_time"),
            models.Index(fields=["kind", "-at", "-id"], name="analytics_events_kind"),
            models.Index(
                fields=["subject_kind", "subject_id", "-at", "-id"], name="analytics_events_subject"
            ),
            models.Index(fields=["actor_id", "-at", "-id"], name="analytics_events_actor"),
        ]

    def __str__(self) -> str:
        return f"{rules.fact_in_words(self.kind)}, {self.at:%Y-%m-%d %H:%M}"
