"""The forms of cohorts, enrolments, grades and certificates."""

from dataclasses import fields
from typing import Any, cast

from django import forms
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.accounts import api as accounts
from apps.courses import api as courses
from apps.enrollments.admin.searching import students_named
from apps.enrollments.data import CohortSettingsData
from apps.enrollments.models import Certificate, Cohort, Enrollment, Grade, Membership
from apps.enrollments.rules.cohorts import RUNNING
from yggdrasil.admin.fields import UNCHOSEN, LinesField, PersonField
from yggdrasil.admin.forms import DocumentForm

SETTINGS = tuple(field.name for field in fields(CohortSettingsData))
PLAN = ("name", "semester", "intake", "academic_year", "starts_at", "ends_at")
_MOST_COURSES = 1_000
_MOST_COHORTS = 200


class StudentsField(LinesField):
    """Students, one a line, by e-mail address or id."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the ids of their accounts."""
        return students_named(super().clean(value))


def _number(label: str, *, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        label=label,
        help_text=help_text or "Empty for the school's own.",
        min_value=0,
        max_value=most,
        widget=UnfoldAdminIntegerFieldWidget(),
    )


def _switch(label: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, label=label, widget=UnfoldBooleanSwitchWidget())


def _text(label: str, *, most: int) -> forms.CharField:
    widget = UnfoldAdminTextInputWidget()
    return forms.CharField(required=False, label=label, max_length=most, widget=widget)


def _offer(form: forms.ModelForm, name: str, choices: list[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def published_courses() -> list[tuple[str, str]]:
    """Return the published courses as choices, by title."""
    found = courses.list_published(limit=_MOST_COURSES)
    return sorted(((course.id, course.title) for course in found), key=lambda pair: pair[1])


class CohortForm(DocumentForm):
    """What a cohort lays down, its courses, and who joins or leaves it."""

    level = _text("Level", most=50)
    department = _text("Department", most=100)
    description = forms.CharField(
        required=False, max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )
    capacity = _number("Capacity", most=500, help_text="Most members; empty for no bound.")
    is_semester_system = _switch("One of the standing cohorts S1 to S10")
    is_permanent = _switch("Stays when its members move on")
    min_grade_percent = _number("Least average grade, percent", most=100)
    min_attendance_percent = _number("Least attendance rate, percent", most=100)
    courses_required = _number("Courses to complete", most=20)
    is_auto_validated = _switch("Validate by itself who meets all criteria")
    course_ids = forms.MultipleChoiceField(
        required=False, label="Courses", widget=forms.CheckboxSelectMultiple
    )
    join = StudentsField(
        required=False,
        label="Add members",
        help_text="E-mail addresses or ids, one a line. All of them join, or none does.",
    )
    leave = forms.MultipleChoiceField(
        required=False, label="Remove members", widget=forms.CheckboxSelectMultiple
    )
    move_to = forms.ChoiceField(
        required=False,
        label="Move them to",
        widget=UnfoldAdminSelectWidget(),
        help_text="Where those who are ticked above go on; empty: they only leave.",
    )

    class Meta:
        model = Cohort
        fields = PLAN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.settings
        for name in SETTINGS:
            self.fields[name].initial = getattr(held, name)
        self._offer_courses()
        self._offer_members()

    def clean_move_to(self) -> str:
        """Return the cohort that members go to, if there are any who go."""
        chosen = str(self.cleaned_data["move_to"])
        if chosen and not self.cleaned_data.get("leave"):
            raise forms.ValidationError("Tick who moves there.")
        return chosen

    def _offer_courses(self) -> None:
        present = tuple(map(str, self.instance.course_ids))
        offered = dict(published_courses())
        absent = tuple(one for one in present if one not in offered)
        titles = {course.id: course.title for course in courses.list_courses(course_ids=absent)}
        offered |= {one: titles.get(one, one) for one in absent}
        _offer(self, "course_ids", list(offered.items()))
        self.fields["course_ids"].initial = present

    def _offer_members(self) -> None:
        if self.instance._state.adding:
            return
        members = Membership.objects.filter(cohort_id=self.instance.pk, is_open=True)
        present = members.order_by("student_name")
        _offer(self, "leave", [(str(member.student_id), str(member)) for member in present])
        others = Cohort.objects.filter(status__in=RUNNING).exclude(pk=self.instance.pk)
        latest = others.order_by("-starts_at", "-id").values_list("pk", "name")[:_MOST_COHORTS]
        _offer(self, "move_to", [UNCHOSEN, *((str(key), name) for key, name in latest)])


class EnrollmentForm(DocumentForm):
    """A student and a course."""

    student = PersonField(find=accounts.find_account_by_email)
    course = forms.ChoiceField(widget=UnfoldAdminSelectWidget())

    class Meta:
        model = Enrollment
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "course", [UNCHOSEN, *published_courses()])


class CertificateForm(EnrollmentForm):
    """A student and a course to certify."""

    class Meta:
        model = Certificate
        fields = ()


class RevocationForm(DocumentForm):
    """Why a certificate is taken back."""

    class Meta:
        model = Certificate
        fields = ("revocation_reason",)


class GradeForm(DocumentForm):
    """A score and what is said about it."""

    score_percent = forms.FloatField(
        min_value=0, max_value=100, widget=UnfoldAdminDecimalFieldWidget()
    )

    class Meta:
        model = Grade
        fields = ("score_percent", "feedback")
