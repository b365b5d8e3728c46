"""The fields of the desks' forms, in the look of the admin."""

from collections.abc import Iterable
from enum import StrEnum

from django import forms
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)


def hidden(*, required: bool = True) -> forms.CharField:
    """Return a field that the page fills in."""
    return forms.CharField(required=required, widget=forms.HiddenInput)


def line(label: str, *, most: int, required: bool = True, hint: str = "") -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=UnfoldAdminTextInputWidget(),
    )


def text(label: str, *, rows: int, hint: str = "") -> forms.CharField:
    """Return a field for several lines, which may stay empty."""
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget)


def number(label: str, *, least: int, required: bool = False, hint: str = "") -> forms.IntegerField:
    """Return a field for a whole number."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        required=required,
        help_text=hint,
        widget=UnfoldAdminIntegerFieldWidget(),
    )


def switch(label: str, *, required: bool = False) -> forms.BooleanField:
    """Return a field that is on or off."""
    return forms.BooleanField(label=label, required=required, widget=UnfoldBooleanSwitchWidget())


def choice(label: str, choices: Iterable[tuple[str, str]] = ()) -> forms.ChoiceField:
    """Return a field to choose one of a few."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=UnfoldAdminSelectWidget())


def words_of(kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return some words of the app as choices."""
    return [(kind.value, kind.value.capitalize()) for kind in kinds]
