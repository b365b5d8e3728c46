"""Documents of the statistics app, one kind a file."""

from apps.statistics.models.analytics import AnalyticsEvent
from apps.statistics.models.figure import Figure
from apps.statistics.models.report import Report

__all__ = ["AnalyticsEvent", "Figure", "Report"]
