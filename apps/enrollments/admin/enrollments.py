"""Enrolments, seats and payments."""

from functools import partial
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.enrollments import operations
from apps.enrollments.admin.forms import EnrollmentForm
from apps.enrollments.admin.naming import COHORT, COURSE, STUDENT
from apps.enrollments.admin.searching import RecordAdmin
from apps.enrollments.data import CancellationReason
from apps.enrollments.models import Enrollment, Seats
from yggdrasil import clock
from yggdrasil.admin.forms import DocumentForm


class EnrollmentAdmin(RecordAdmin):
    """List enrolments, enrol students, confirm, complete and cancel."""

    form = EnrollmentForm
    list_display = ("student", "course", "status", "via", "enrolled_at", "is_resting")
    list_filter = ("status", "via")
    key_columns = ("student_id", "course_id", "cohort_id")
    ordering = ("-enrolled_at", "-id")
    actions = ("confirm", "complete", "cancel")
    readonly_fields = (
        *("student", "course", COHORT, "status", "via", "reason", "enrolled_at"),
        *("seat_held_until", "activated_at", "completed_at", "cancelled_at", "suspended_at"),
        *("student_id", "course_id", "cohort_id", "id", "version", "created_at", "updated_at"),
    )

    def get_form(self, request: HttpRequest, obj: Enrollment | None = None, **kwargs: Any) -> type:
        """Return the form of a new enrolment; one that was made has nothing to type."""
        form = {} if obj is None else {"form": DocumentForm}
        return super().get_form(request, obj, **form, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Enrollment | None = None) -> Any:
        """Return student and course for a new enrolment, else all there is to read."""
        return ("student", "course") if obj is None else self.readonly_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Enrollment | None = None) -> list[str]:
        """Return the derived fields; a new enrolment has none."""
        return super().get_readonly_fields(request, obj) if obj is not None else []

    @display(description="student")
    def student(self, obj: Enrollment) -> str:
        return str(obj.student_name or obj.student_id)

    @display(description="course")
    def course(self, obj: Enrollment) -> str:
        return str(obj.course_title or obj.course_id)

    @display(description="account deactivated", boolean=True)
    def is_resting(self, obj: Enrollment) -> bool:
        return obj.suspended_at is not None

    def create(self, request: HttpRequest, data: dict[str, Any]) -> str:
        return operations.enroll_student(
            student_id=data["student"], course_id=data["course"], at=clock.now()
        )

    @action(description="Confirm: say yes to who waits")
    def confirm(self, request: HttpRequest, queryset: "QuerySet[Enrollment]") -> None:
        self._for_each(request, queryset, operations.activate_enrollment, "confirmed")

    @action(description="Complete: the course is done, the seat is free")
    def complete(self, request: HttpRequest, queryset: "QuerySet[Enrollment]") -> None:
        self._for_each(request, queryset, operations.complete_enrollment, "completed")

    @action(description="Cancel: the seat is free")
    def cancel(self, request: HttpRequest, queryset: "QuerySet[Enrollment]") -> None:
        operation = partial(operations.cancel_enrollment, reason=CancellationReason.REMOVED)
        self._for_each(request, queryset, operation, "cancelled")

    def _for_each(
        self, request: HttpRequest, queryset: "QuerySet[Enrollment]", operation: Any, done: str
    ) -> None:
        self.run_for_each(
            request,
            queryset,
            lambda enrollment: operation(enrollment_id=str(enrollment.pk), at=clock.now()),
            done=done,
        )


class SeatsAdmin(RecordAdmin):
    """How full courses are; how many seats there are, the course says."""

    list_display = ("course", "taken", "capacity", "free")
    key_columns = ("course_id",)
    search_fields = ("course_id",)
    search_help_text = "Id of a course."
    ordering = ("-taken", "-id")
    actions = ("recount",)
    readonly_fields = ("edited_course", "id", "course_id", "version", "updated_at")
    exclude = ("stream_version", "created_at", "course_title")

    @display(description="course")
    def course(self, obj: Seats) -> str:
        return str(obj.course_title or obj.course_id)

    @display(description="course, where seats are changed")
    def edited_course(self, obj: Seats) -> SafeString:
        address = reverse("admin:courses_course_change", args=[obj.course_id])
        return format_html('<a href="{}">{}</a>', address, self.course(obj))

    @display(description="free", empty_value="no bound")
    def free(self, obj: Seats) -> int | None:
        return obj.to_data().free

    @action(description="Count the open enrolments anew")
    def recount(self, request: HttpRequest, queryset: "QuerySet[Seats]") -> None:
        self.run_for_each(
            request,
            queryset,
            lambda seats: operations.recount_seats(course_id=str(seats.course_id)),
            done="counted",
        )


class PaymentAdmin(RecordAdmin):
    """Payments, to look at: the provider keeps the truth."""

    list_display = (STUDENT, COURSE, "amount", "currency", "status", "provider", "created_at")
    readonly_fields = (STUDENT, COURSE, "id", "version", "created_at", "updated_at")
    list_filter = ("status",)
    key_columns = ("student_id", "enrollment_id")
    ordering = ("-created_at", "-id")
