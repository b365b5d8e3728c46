"""Staff's door to the enrollments app."""

from django.contrib import admin

from apps.enrollments import models
from apps.enrollments.admin.cohorts import CohortAdmin
from apps.enrollments.admin.enrollments import EnrollmentAdmin, PaymentAdmin, SeatsAdmin
from apps.enrollments.admin.members import (
    MembershipAdmin,
    SemesterProgressAdmin,
    ValidationDecisionAdmin,
)
from apps.enrollments.admin.records import (
    CertificateAdmin,
    GradeAdmin,
    ProgressAdmin,
    SubmissionAdmin,
)

admin.site.register(models.Cohort, CohortAdmin)
admin.site.register(models.Membership, MembershipAdmin)
admin.site.register(models.SemesterProgress, SemesterProgressAdmin)
admin.site.register(models.ValidationDecision, ValidationDecisionAdmin)
admin.site.register(models.Enrollment, EnrollmentAdmin)
admin.site.register(models.Seats, SeatsAdmin)
admin.site.register(models.Payment, PaymentAdmin)
admin.site.register(models.Progress, ProgressAdmin)
admin.site.register(models.Submission, SubmissionAdmin)
admin.site.register(models.Grade, GradeAdmin)
admin.site.register(models.Certificate, CertificateAdmin)
