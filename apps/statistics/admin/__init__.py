"""Staff's door to the statistics app."""

from django.contrib import admin

from apps.statistics.admin.figures import AnalyticsEventAdmin, FigureAdmin
from apps.statistics.admin.reports import ReportAdmin
from apps.statistics.models import AnalyticsEvent, Figure, Report

admin.site.register(Figure, FigureAdmin)
admin.site.register(Report, ReportAdmin)
admin.site.register(AnalyticsEvent, AnalyticsEventAdmin)
