"""The look of the admin for fields that come without it: theme and forms know little of another."""

from django import forms
from unfold import widgets

# A plain input of the browser has no border in this theme, so that nobody sees where to type.
_LOOKS: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.TextInput: widgets.UnfoldAdminTextInputWidget,
    forms.EmailInput: widgets.UnfoldAdminEmailInputWidget,
    forms.URLInput: widgets.UnfoldAdminURLInputWidget,
    forms.NumberInput: widgets.UnfoldAdminIntegerFieldWidget,
    forms.Textarea: widgets.UnfoldAdminTextareaWidget,
    forms.Select: widgets.UnfoldAdminSelectWidget,
    forms.CheckboxInput: widgets.UnfoldBooleanSwitchWidget,
    forms.CheckboxSelectMultiple: widgets.UnfoldAdminCheckboxSelectMultipleWidget,
}


def dress(form: forms.BaseForm) -> None:
    """Give each plain widget of a form the look of the admin.

    Args:
        form: any form; widgets that were chosen on purpose stay.
    """
    for field in form.fields.values():
        look = _LOOKS.get(type(field.widget))
        if look is not None:
            field.widget = _dressed(field, look)


def _dressed(field: forms.Field, look: type[forms.Widget]) -> forms.Widget:
    plain = field.widget
    widget = look(attrs=plain.attrs)
    widget.is_required, widget.is_localized = plain.is_required, plain.is_localized
    if isinstance(plain, forms.widgets.ChoiceWidget) and isinstance(
        widget, forms.widgets.ChoiceWidget
    ):
        widget.choices = plain.choices
    return widget
