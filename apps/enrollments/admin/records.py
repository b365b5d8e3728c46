"""Progress, submissions, grades and certificates."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.enrollments import operations
from apps.enrollments.admin.forms import CertificateForm, GradeForm, RevocationForm
from apps.enrollments.admin.naming import COURSE, STUDENT, person
from apps.enrollments.admin.searching import RecordAdmin
from apps.enrollments.models import Certificate, Grade, Submission
from yggdrasil import clock


class ProgressAdmin(RecordAdmin):
    """How far students are, to look at."""

    list_display = (STUDENT, COURSE, "progress_percent", "last_activity_at")
    readonly_fields = (STUDENT, COURSE, "id", "version", "created_at", "updated_at")
    ordering = ("-last_activity_at", "-id")


class SubmissionAdmin(RecordAdmin):
    """What students handed in, to look at."""

    list_display = ("exercise_title", "student", "attempt", "submitted_at", "is_late", "status")
    list_filter = ("status", "kind", "is_late")
    ordering = ("-submitted_at", "-id")
    exclude = ("stream_version", "answers")
    readonly_fields = (COURSE, "id", "given_answers", "version", "created_at", "updated_at")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Submission]":
        """Return all submissions; what was handed in is loaded only where it is shown."""
        queryset: QuerySet[Submission] = super().get_queryset(request)
        return queryset.defer("content", "answers")

    @display(description="student")
    def student(self, obj: Submission) -> str:
        return str(obj.student_name or obj.student_id)

    @display(description="answers", empty_value="none")
    def given_answers(self, obj: Submission) -> SafeString:
        rows = [(answer.question_id, answer.text) for answer in obj.answers]
        return format_html_join("", "<div>{}: {}</div>", rows)


class GradeAdmin(RecordAdmin):
    """Grades: read, corrected, released."""

    form = GradeForm
    list_display = ("title", "student", "score_percent", "kind", "graded_at", "is_released")
    list_filter = ("kind",)
    ordering = ("-graded_at", "-id")
    actions = ("release",)
    readonly_fields = (
        "id",
        "title",
        "student_name",
        "course_title",
        "kind",
        "weight",
        person("graded_by_id", "graded by"),
        "graded_at",
        "released_at",
        "version",
    )

    @display(description="student")
    def student(self, obj: Grade) -> str:
        return str(obj.student_name or obj.student_id)

    @display(description="released", boolean=True)
    def is_released(self, obj: Grade) -> bool:
        return obj.released_at is not None

    def change(self, request: HttpRequest, obj: Grade, data: dict[str, Any]) -> None:
        kept = Grade.objects.get(pk=obj.pk)
        operations.correct_grade(
            grade_id=str(obj.pk),
            score_percent=data.get("score_percent", kept.score_percent),
            feedback=data.get("feedback", kept.feedback),
            graded_by_id=str(request.user.pk),
            at=clock.now(),
        )

    @action(description="Release: students may see them")
    def release(self, request: HttpRequest, queryset: "QuerySet[Grade]") -> None:
        self.run_for_each(
            request,
            queryset,
            lambda grade: operations.release_grades(grade_ids=(str(grade.pk),), at=clock.now()),
            done="released",
        )


class CertificateAdmin(RecordAdmin):
    """Certificates: issued for completed courses, taken back with a reason."""

    form = RevocationForm
    list_display = ("number", "student_name", "subject_title", "status", "issued_at")
    list_filter = ("status", "kind")
    key_columns = ("student_id", "subject_id")
    ordering = ("-issued_at", "-id")
    readonly_fields = (
        "id",
        "number",
        "verification_code",
        "kind",
        "student_name",
        "subject_title",
        "final_grade_percent",
        "status",
        "issued_at",
        person("issued_by_id", "issued by"),
        "revoked_at",
        person("revoked_by_id", "revoked by"),
        "version",
    )

    def get_form(self, request: HttpRequest, obj: Certificate | None = None, **kwargs: Any) -> type:
        """Return the form of a reason; for a new certificate, that of what it attests."""
        form = {} if obj is not None else {"form": CertificateForm}
        return super().get_form(request, obj, **form, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Certificate | None = None) -> Any:
        """Return student and course for a new one, else the certificate with its reason."""
        if obj is None:
            return ("student", "course")
        return (*self.readonly_fields, "revocation_reason", "expected_version")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Certificate | None = None
    ) -> list[str]:
        """Return the derived fields; a new certificate has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.issue_certificate(
            student_id=data["student"],
            course_id=data["course"],
            issued_by_id=str(request.user.pk),
            at=clock.now(),
        )

    def change(self, request: HttpRequest, obj: Certificate, data: dict[str, Any]) -> None:
        if "revocation_reason" in data:
            operations.revoke_certificate(
                certificate_id=str(obj.pk),
                reason=data["revocation_reason"],
                revoked_by_id=str(request.user.pk),
                at=clock.now(),
            )
