"""Fields that are seen on the page."""

from django import forms
from unfold import widgets

from yggdrasil.admin.looks import dress


class Sample(forms.Form):
    name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Who"}))
    colours = forms.MultipleChoiceField(
        choices=[("r", "Red"), ("b", "Blue")], widget=forms.CheckboxSelectMultiple
    )
    secret = forms.CharField(widget=forms.HiddenInput)


class TestDress:
    def test_gives_plain_widgets_the_look_of_the_admin(self):
        form = Sample()
        dress(form)

        assert isinstance(form.fields["name"].widget, widgets.UnfoldAdminTextInputWidget)
        assert form.fields["name"].widget.attrs["placeholder"] == "Who"
        assert form.fields["name"].widget.is_required

    def test_keeps_what_there_is_to_choose(self):
        form = Sample({"name": "n", "secret": "s", "colours": ["b"]})
        dress(form)

        assert "Blue" in str(form["colours"])
        assert form.is_valid()
        assert form.cleaned_data["colours"] == ["b"]

    def test_leaves_other_widgets_alone(self):
        form = Sample()
        dress(form)

        assert type(form.fields["secret"].widget) is forms.HiddenInput
