"""The fields of the desks' forms, in the look of the admin."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from yggdrasil.admin.fields import LinesField


class ParagraphsField(forms.CharField):
    """A text of several lines, with the line ends of programs instead of those of browsers."""

    def to_python(self, value: Any) -> str:
        """Return the text."""
        return str(super().to_python(value)).replace("\r\n", "\n")


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


def text(label: str, *, rows: int, required: bool = False, hint: str = "") -> ParagraphsField:
    """Return a field for several lines of text."""
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    return ParagraphsField(label=label, required=required, help_text=hint, widget=widget)


def code(label: str, *, rows: int, hint: str = "") -> ParagraphsField:
    """Return a field for lines of which every character counts, also spaces at either end."""
    look = {"rows": rows, "spellcheck": "false", "style": "font-family: monospace"}
    widget = UnfoldAdminTextareaWidget(attrs=look)
    return ParagraphsField(label=label, required=False, strip=False, help_text=hint, widget=widget)


def lines(label: str, *, required: bool = True, hint: str = "One a line.") -> LinesField:
    """Return a field for short texts, one a line."""
    return LinesField(label=label, required=required, help_text=hint)


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
