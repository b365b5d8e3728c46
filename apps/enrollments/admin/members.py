"""Memberships, semesters and decisions: the history that staff read and act upon."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.courses import api as courses
from apps.enrollments import operations
from apps.enrollments.admin.naming import COHORT, person
from apps.enrollments.admin.searching import RecordAdmin
from apps.enrollments.data import ValidationOutcome
from apps.enrollments.models import Membership, SemesterProgress, ValidationDecision
from yggdrasil import clock

_DECIDED_BY = person("decided_by_id", "decided by")


class OfCohortAdmin(RecordAdmin):
    """Records of a student and a cohort."""

    key_columns = ("student_id", "cohort_id")

    @display(description="student")
    def student(self, obj: Any) -> str:
        return str(obj.student_name or obj.student_id)


class MembershipAdmin(OfCohortAdmin):
    """Who is and was in which cohort."""

    list_display = ("student", COHORT, "joined_at", "left_at", "reason", "is_contested")
    list_filter = ("is_open", "is_contested", "reason")
    linked_by = ("cohort_id",)
    ordering = ("-joined_at", "-id")
    readonly_fields = (COHORT, "id", "version", "created_at", "updated_at")
    actions = ("end",)

    @action(description="Let them leave")
    def end(self, request: HttpRequest, queryset: "QuerySet[Membership]") -> None:
        self.run_for_each(
            request,
            queryset,
            lambda stay: operations.remove_members(
                cohort_id=str(stay.cohort_id), student_ids=(str(stay.student_id),), at=clock.now()
            ),
            done="left",
        )


class SemesterProgressAdmin(OfCohortAdmin):
    """How students do in their cohorts, and the decisions that wait."""

    list_display = (
        "student",
        COHORT,
        "progress",
        "attendance",
        "grade",
        "is_at_risk",
        "validation_status",
    )
    list_filter = ("validation_status", "is_at_risk", "is_running", "semester")
    ordering = ("-created_at", "-id")
    actions = ("validate", "validate_conditionally", "fail", "go_on")
    readonly_fields = (
        "id",
        "student",
        COHORT,
        "course_list",
        "asked",
        "reached",
        "predecessor_said",
        "version",
        "created_at",
        "updated_at",
    )
    fieldsets = (
        (None, {"fields": ("student", COHORT, "semester", "is_running")}),
        (
            "Figures",
            {
                "fields": (
                    "overall_progress_percent",
                    "attendance_rate_percent",
                    "events_attended",
                    "events_total",
                    "average_grade_percent",
                    "is_at_risk",
                    "course_list",
                    "calculated_at",
                )
            },
        ),
        (
            "Validation",
            {
                "fields": (
                    "validation_status",
                    "validation_due_at",
                    "target_semester",
                    "asked",
                    "reached",
                    "notes",
                )
            },
        ),
        (
            "Document",
            {"fields": ("id", "predecessor_said", "version", "created_at", "updated_at")},
        ),
    )

    @display(description="progress, %")
    def progress(self, obj: SemesterProgress) -> Any:
        return obj.overall_progress_percent

    @display(description="attendance, %")
    def attendance(self, obj: SemesterProgress) -> Any:
        return obj.attendance_rate_percent

    @display(description="grade, %")
    def grade(self, obj: SemesterProgress) -> Any:
        return obj.average_grade_percent

    @display(description="courses", empty_value="none")
    def course_list(self, obj: SemesterProgress) -> SafeString:
        ids = tuple(str(standing.course_id) for standing in obj.courses)
        titles = {course.id: course.title for course in courses.list_courses(course_ids=ids)}
        rows = [
            (titles.get(str(one.course_id), one.course_id), one.progress_percent)
            for one in obj.courses
        ]
        return format_html_join("", "<div>{}: {} %</div>", rows)

    @display(description="criteria")
    def asked(self, obj: SemesterProgress) -> SafeString:
        return _listed(obj.criteria.to_data())

    @display(description="milestones")
    def reached(self, obj: SemesterProgress) -> SafeString:
        return _listed(obj.milestones.to_data())

    @display(description="what the predecessor had stored", empty_value="nothing")
    def predecessor_said(self, obj: SemesterProgress) -> SafeString | None:
        if obj.stored is None:
            return None
        names = [field.name for field in obj.stored._meta.local_fields if not field.primary_key]
        rows = [(_words(name), getattr(obj.stored, name)) for name in names]
        return format_html_join("", "<div>{}: {}</div>", rows)

    @action(description="Validate the semester")
    def validate(self, request: HttpRequest, queryset: "QuerySet[SemesterProgress]") -> None:
        self._decide(request, queryset, ValidationOutcome.VALIDATED)

    @action(description="Validate the semester on a condition")
    def validate_conditionally(
        self, request: HttpRequest, queryset: "QuerySet[SemesterProgress]"
    ) -> None:
        self._decide(request, queryset, ValidationOutcome.CONDITIONAL)

    @action(description="Fail the semester")
    def fail(self, request: HttpRequest, queryset: "QuerySet[SemesterProgress]") -> None:
        self._decide(request, queryset, ValidationOutcome.FAILED)

    @action(description="Go on to the cohort of the next semester")
    def go_on(self, request: HttpRequest, queryset: "QuerySet[SemesterProgress]") -> None:
        self.run_for_each(
            request,
            queryset,
            lambda record: operations.progress_students(
                student_ids=(str(record.student_id),),
                cohort_id=str(record.cohort_id),
                at=clock.now(),
            ),
            done="went on",
        )

    def _decide(
        self,
        request: HttpRequest,
        queryset: "QuerySet[SemesterProgress]",
        outcome: ValidationOutcome,
    ) -> None:
        decide = partial(
            operations.decide_validation,
            outcome=outcome,
            decided_by_id=str(request.user.pk),
            at=clock.now(),
        )
        self.run_for_each(
            request,
            queryset,
            lambda record: decide(
                student_id=str(record.student_id), cohort_id=str(record.cohort_id)
            ),
            done=outcome.value,
        )


class ValidationDecisionAdmin(OfCohortAdmin):
    """Decisions on semesters, to look at: a new view is a new decision."""

    list_display = ("student", COHORT, "semester", "outcome", _DECIDED_BY, "decided_at")
    list_filter = ("outcome", "semester")
    ordering = ("-decided_at", "-id")
    exclude = ("stream_version", "basis")
    readonly_fields = (COHORT, _DECIDED_BY, "id", "rests_on", "version", "created_at", "updated_at")

    @display(description="rests on")
    def rests_on(self, obj: ValidationDecision) -> SafeString:
        return _listed(obj.basis.to_data())


def _listed(data: Any) -> SafeString:
    said = {name: getattr(data, name) for name in type(data).__dataclass_fields__}
    rows = [(_words(name), _shown(value)) for name, value in said.items() if value is not None]
    return format_html_join("", "<div>{}: {}</div>", rows)


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
