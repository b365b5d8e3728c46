"""Reports: tables that somebody asked for."""

from typing import Any

from django.db import models
from django_mongodb_backend.fields import ObjectIdField

from apps.statistics.data import ReportData, ReportKind, ReportStatus, ReportSummary
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.indexes import ExpiryIndex


class Report(Aggregate):
    """A table made once on request and kept for a while.

    Shape: `parameters` as asked, `columns` and `rows` once finished, at most 5,000 rows.
    Indexes: time, requester with time, kind with time; the document vanishes at `expires_at`.
    """

    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, kind.name.replace("_", " ").capitalize()) for kind in ReportKind],
    )
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.name.title()) for status in ReportStatus],
        default=ReportStatus.REQUESTED.value,
    )
    parameters = models.JSONField(default=dict, blank=True)
    requested_by = ObjectIdField()
    columns = models.JSONField(default=list, editable=False)
    rows = models.JSONField(default=list, editable=False)
    reason = models.CharField(max_length=500, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(editable=False)

    class Meta:
        db_table = "reports"
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="reports_time"),
            models.Index(fields=["requested_by", "-created_at", "-id"], name="reports_requester"),
            models.Index(fields=["kind", "-created_at", "-id"], name="reports_kind"),
            models.Index(fields=["status", "created_at"], name="reports_status"),
            ExpiryIndex(fields=["expires_at"], name="reports_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.created_at:%Y-%m-%d}"

    def to_summary(self) -> ReportSummary:
        """Return the report as a list shows it."""
        return ReportSummary(**self._summary())

    def to_data(self) -> ReportData:
        """Return the report with what it found."""
        return ReportData(
            **self._summary(),
            parameters=dict(self.parameters or {}),
            columns=tuple(self.columns or ()),
            rows=tuple(tuple(row) for row in self.rows or ()),
            reason=self.reason,
        )

    def _summary(self) -> dict[str, Any]:
        return {
            "id": str(self.pk),
            "kind": ReportKind(self.kind),
            "status": ReportStatus(self.status),
            "requested_by": str(self.requested_by),
            "created_at": self.created_at,
            "finished_at": self.finished_at,
            "expires_at": self.expires_at,
        }
