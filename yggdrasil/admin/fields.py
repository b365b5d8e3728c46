"""Form fields for what documents hold and rows do not."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines; what was typed stays as it was."""
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]  # a list, not a text
        """Return the lines that say something."""
        lines = str(value or "").splitlines() if not isinstance(value, list | tuple) else value
        return tuple(line.strip() for line in map(str, lines) if line.strip())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the lines say something else."""
        return self.to_python(initial) != self.to_python(data)
