"""The options of a multiple choice in a form: a line and a tick each."""

from typing import Any

from django import forms
from unfold.widgets import CHECKBOX_CLASSES, INPUT_CLASSES

Rows = list[tuple[str, bool]]

_FEWEST_LINES = 4
_SPARE_LINES = 2
_MOST_LINES = 20


class OptionsWidget(forms.Widget):
    """Lines for options with a tick for each right one, and some empty lines for more."""

    template_name = "courses/admin/options.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows."""
        rows: Rows = list(value or [])
        lines = min(max(_FEWEST_LINES, len(rows) + _SPARE_LINES), max(_MOST_LINES, len(rows)))
        rows += [("", False)] * (lines - len(rows))
        looks = {"line_look": " ".join(INPUT_CLASSES), "tick_look": " ".join(CHECKBOX_CLASSES)}
        return {**super().get_context(name, value, attrs), "rows": rows, **looks}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        """Return the lines as they were sent, empty ones too."""
        right = set(data.getlist(f"{name}_right"))
        texts = data.getlist(f"{name}_text")
        return [(text, str(line) in right) for line, text in enumerate(texts)]

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first line."""
        return f"{id_}_0" if id_ else id_


class OptionsField(forms.Field):
    """Options in order, each with whether it is right."""

    widget = OptionsWidget

    def to_python(self, value: Any) -> Rows:
        """Return the lines that say something."""
        rows = [(str(text).strip(), is_right) for text, is_right in value or []]
        if any(is_right and not text for text, is_right in rows):
            raise forms.ValidationError("A line is ticked that says nothing.")
        return [(text, is_right) for text, is_right in rows if text]
