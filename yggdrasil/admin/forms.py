"""The form of a document that others may be changing too."""

from typing import Any, ClassVar

from django import forms

from yggdrasil.admin.looks import dress
from yggdrasil.admin.refusals import told
from yggdrasil.errors import ConflictError, YggdrasilError


class StaleFormError(ConflictError):
    """Somebody changed the document after this form was opened."""


class DocumentForm(forms.ModelForm):
    """A model form that knows which version it shows and why the last attempt was refused.

    Attributes:
        refusal: what the operation said when this form was sent the first time.
    """

    refusal: ClassVar[YggdrasilError | None] = None

    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_version"].initial = getattr(self.instance, "version", None)
        self._forget_texts()
        dress(self)

    def clean(self) -> dict[str, Any] | None:
        """Show the refusal where it belongs, with everything that was typed still there."""
        data = super().clean()
        if self.refusal is not None:
            self._show(self.refusal)
        return data

    def changes(self) -> dict[str, Any]:
        """Return the fields that were changed, with their new values."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in self.cleaned_data and name != "expected_version"
        }

    def _forget_texts(self) -> None:
        """Leave out what an address fills in for fields of several parts: it is one text."""
        for name, field in self.fields.items():
            if isinstance(field, forms.MultiValueField) and isinstance(self.initial.get(name), str):
                del self.initial[name]

    def _show(self, refusal: YggdrasilError) -> None:
        placed = [error for error in refusal.errors if error.field in self.fields]
        for error in placed:
            self.add_error(error.field, error.message)
        if not placed:
            self.add_error(None, told(refusal))
