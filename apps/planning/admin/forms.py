"""Forms about events; what they hold goes to an operation."""

from typing import Any, cast

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
)

from apps.accounts import api as accounts
from apps.planning import queries
from apps.planning.data import AttendanceStatus, ConflictKind, RecurrencePattern
from apps.planning.models import Attendance, Event
from apps.planning.models.choices import choices_of
from yggdrasil import clock
from yggdrasil.admin.fields import UNCHOSEN, PersonField
from yggdrasil.admin.forms import DocumentForm

_WEEKDAYS = [
    (str(number), name)
    for number, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), start=1)
]


def _chosen(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=UnfoldAdminSelectWidget)


class EventForm(DocumentForm):
    """Change an event; rooms, courses, teachers and cohorts are chosen by name."""

    location_id = _chosen("Location")
    course_id = _chosen("Course")
    teacher_id = _chosen("Teacher")
    cohort_ids = forms.MultipleChoiceField(
        label="Cohorts", required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    tolerates = forms.MultipleChoiceField(
        required=False,
        choices=choices_of(ConflictKind),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Plan it even though these are taken at the time.",
    )

    class Meta:
        model = Event
        fields = (
            *("title", "description", "type", "starts_at", "ends_at", "location_id", "course_id"),
            *("teacher_id", "cohort_ids", "capacity", "is_public", "color"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = queries.event_choices(event_id=str(self.instance.pk))
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                is_one = not isinstance(field, forms.MultipleChoiceField)
                field.choices = [UNCHOSEN, *offered] if is_one else list(offered)


class NewEventForm(EventForm):
    """Plan an event, or a series of them."""

    pattern = forms.ChoiceField(
        required=False,
        choices=[("", "Once"), *choices_of(RecurrencePattern)],
        widget=UnfoldAdminSelectWidget,
    )
    interval = forms.IntegerField(
        required=False, initial=1, min_value=1, widget=UnfoldAdminIntegerFieldWidget
    )
    count = forms.IntegerField(
        required=False,
        min_value=1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="How many there are in all; or give the last moment.",
    )
    until = forms.SplitDateTimeField(required=False, widget=UnfoldAdminSplitDateTimeWidget)
    weekdays = forms.MultipleChoiceField(
        required=False, choices=_WEEKDAYS, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )


class AttendanceForm(DocumentForm):
    """Mark one student at one event."""

    event_id = forms.ChoiceField(
        label="Event",
        widget=UnfoldAdminSelectWidget,
        help_text="Of the past seven days; for earlier ones begin at the event's own page.",
    )
    student_id = PersonField(find=accounts.find_account_by_email, label="Student")

    class Meta:
        model = Attendance
        fields = ("event_id", "student_id", "status", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get("event_id") or self.initial.get("event_id") or ""
        field = cast("forms.ChoiceField", self.fields["event_id"])
        field.choices = [UNCHOSEN, *queries.register_choices(at=clock.now(), event_id=str(chosen))]


class MarkForm(DocumentForm):
    """Correct what a register says about a student."""

    class Meta:
        model = Attendance
        fields = ("status", "notes")


STATUSES = {status.value: status for status in AttendanceStatus}
