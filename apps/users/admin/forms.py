"""Forms that lay embedded documents out flat."""

from collections.abc import Callable
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.accounts import api as accounts
from apps.users.data import FontSize
from apps.users.models import Contact, Preferences
from yggdrasil.admin.fields import LinesField, PersonField
from yggdrasil.admin.forms import DocumentForm


def _switch() -> forms.BooleanField:
    return forms.BooleanField(required=False, widget=UnfoldBooleanSwitchWidget())


def _line(max_length: int) -> forms.CharField:
    widget = UnfoldAdminTextInputWidget()
    return forms.CharField(max_length=max_length, required=False, widget=widget)


class ProfileForm(DocumentForm):
    """Who somebody is."""

    specialties = LinesField(required=False, help_text="One a line.")


class NewDocumentForm(DocumentForm):
    """A file, and whose it is."""

    owner_id = PersonField(find=accounts.find_account_by_email, label="Owner")


class FlatForm(DocumentForm):
    """A form with fields for the parts of embedded documents.

    Attributes:
        parts: the field that holds the part, by the name of the form's field.
    """

    parts: dict[str, Callable[[Any], Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, part in self.parts.items():
            self.fields[name].initial = part(self.instance)


class PreferencesForm(FlatForm):
    """Language, notifications and accessibility."""

    schedule_changes = _switch()
    new_announcements = _switch()
    assignment_reminders = _switch()
    colorblind_mode = _switch()
    font_size = forms.ChoiceField(
        choices=[(it.value, it.value.capitalize()) for it in FontSize],
        widget=UnfoldAdminSelectWidget(),
    )
    high_contrast = _switch()

    parts = {
        "schedule_changes": lambda it: it.notifications.schedule_changes,
        "new_announcements": lambda it: it.notifications.new_announcements,
        "assignment_reminders": lambda it: it.notifications.assignment_reminders,
        "colorblind_mode": lambda it: it.accessibility.colorblind_mode,
        "font_size": lambda it: it.accessibility.font_size,
        "high_contrast": lambda it: it.accessibility.high_contrast,
    }

    class Meta:
        model = Preferences
        fields = ("language",)


class ContactForm(FlatForm):
    """Telephone, address and emergency contact."""

    emergency_name = _line(100)
    emergency_phone = _line(30)
    emergency_relation = _line(50)

    parts = {
        "emergency_name": lambda it: it.emergency and it.emergency.name,
        "emergency_phone": lambda it: it.emergency and it.emergency.phone,
        "emergency_relation": lambda it: it.emergency and it.emergency.relation,
    }

    class Meta:
        model = Contact
        fields = ("phone", "address")
