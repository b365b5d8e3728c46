"""Form fields for what documents hold and rows do not."""

from collections.abc import Callable
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from yggdrasil.ids import is_id

# First of the choices of a field that is chosen by nobody but who fills it in.
UNCHOSEN = ("", "---------")


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


class PersonField(forms.CharField):
    """One person, by e-mail address or id; cleaned, the id.

    Example:
        owner_id = PersonField(find=accounts.find_account_by_email, label="Owner")

    Args:
        find: function that takes `email=` and returns whoever has it, with an `id`, or None.
    """

    widget = UnfoldAdminTextInputWidget()

    def __init__(self, *, find: Callable[..., Any], **options: Any) -> None:
        usual: dict[str, Any] = {"max_length": 254, "help_text": "E-mail address or id."}
        super().__init__(**usual | options)
        self._find = find

    def clean(self, value: Any) -> str:
        """Return the id of who was named; whether it is somebody's is for the operation."""
        typed = str(super().clean(value)).strip()
        if "@" not in typed:
            return self._checked(typed)
        found = self._find(email=typed)
        if found is None:
            raise forms.ValidationError(f"Nobody has {typed}.")
        return str(found.id)

    def _checked(self, typed: str) -> str:
        if typed and not is_id(typed):
            raise forms.ValidationError(f"{typed} is neither an e-mail address nor an id.")
        return typed
