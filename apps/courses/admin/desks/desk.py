"""A desk: a page that shows a part of a course beside small forms, each ending in one operation."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, TypedDict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from apps.courses.models import Course
from yggdrasil import clock
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.errors import YggdrasilError

_DOORS = {
    "Details": "change",
    "Outline": "edit_outline",
    "People": "edit_people",
    "Materials": "edit_materials",
}


class Edited(TypedDict):
    """What every operation on a course is told."""

    course_id: str
    at: datetime
    expected_version: int | None


class DeskForm(forms.Form):
    """A small form: what is asked, and the operation that it ends in.

    Attributes:
        deed: its name in requests.
        label: what is written above it and on its button.
        done: what is told when it went well.
        variant: the look of its button.
        shown_at: which field tells what is wrong with another, by name.
    """

    deed: ClassVar[str]
    label: ClassVar[str] = ""
    done: ClassVar[str]
    variant: ClassVar[str] = "primary"
    shown_at: ClassVar[dict[str, str]] = {}

    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def said(self) -> dict[str, Any]:
        """Return what was asked for, without the version."""
        return {k: v for k, v in self.cleaned_data.items() if k != "expected_version"}

    def do(self, edited: Edited) -> None:
        """Call the operation; implemented by each form."""
        raise NotImplementedError

    def show(self, refusal: YggdrasilError) -> None:
        """Tell what the operation refused at the fields, as far as the form has them."""
        for error in refusal.errors:
            words = [self.shown_at.get(word, word) for word in reversed(error.field.split("."))]
            field = next((word for word in words if word in self.fields), None)
            if field is not None:
                self.add_error(field, error.message)


class Desk:
    """One page of one course, for one request; a subclass says what is shown and asked there.

    Args:
        admin: the admin of courses.
        request: who asks.
        course: the course.

    Attributes:
        title: what is done there.
        door: the door to where it is; nothing for its title.
        template: the page.
    """

    title: ClassVar[str]
    door: ClassVar[str] = ""
    template: ClassVar[str]

    def __init__(self, admin: HomeAdmin, request: HttpRequest, course: Course) -> None:
        self.admin = admin
        self.request = request
        self.course = course

    def forms(self) -> Iterable[DeskForm]:
        """Return the forms of this page, made with `make`."""
        raise NotImplementedError

    def shown(self) -> dict[str, Any]:
        """Return what the template shows beside the forms."""
        return {}

    def make(self, kind: type[DeskForm], /, **said: Any) -> DeskForm:
        """Return a form, filled with the request if it is the one that was sent.

        Args:
            kind: class of the form.
            said: its further arguments; `initial` says what it holds at first.
        """
        initial = {"expected_version": self.course.version, **said.pop("initial", {})}
        is_sent = self.request.method == "POST" and self.request.POST.get("deed") == kind.deed
        return kind(self.request.POST if is_sent else None, initial=initial, **said)

    def answer(self) -> HttpResponse:
        """Do what was sent and come back, or show the page with what is wrong."""
        forms_ = list(self.forms())
        sent = next((form for form in forms_ if form.is_bound), None)
        if sent is not None and sent.is_valid() and self._did(sent):
            return redirect(self.request.get_full_path())
        for told in _faults_of_hidden(sent):
            self._tell(told, messages.ERROR)
        shown = {**self._frame(forms_), **self.shown()}
        return TemplateResponse(self.request, self.template, shown)

    def _did(self, form: DeskForm) -> bool:
        edited = Edited(
            course_id=str(self.course.pk),
            at=clock.now(),
            expected_version=form.cleaned_data["expected_version"],
        )
        try:
            form.do(edited)
        except YggdrasilError as refused:
            refusal = self.admin.in_names(refused)
            form.show(refusal)
            self._tell(refusal.message, messages.ERROR)
            return False
        self.admin.log_change(self.request, self.course, form.done)
        self._tell(form.done, messages.SUCCESS)
        return True

    def _tell(self, sentence: str, level: int) -> None:
        self.admin.message_user(self.request, sentence, level)

    def _frame(self, forms_: list[DeskForm]) -> dict[str, Any]:
        return {
            **self.admin.admin_site.each_context(self.request),
            "opts": self.admin.opts,
            "original": self.course,
            "title": f"{self.title} of {self.course}",
            "forms": [form for form in forms_ if form.label],
            "doors": list(self._doors()),
        }

    def _doors(self) -> Iterator[tuple[str, str, bool]]:
        """Tell where else the course is looked after: name, address, whether this is it."""
        for name, page in _DOORS.items():
            address = reverse(f"admin:courses_course_{page}", args=[self.course.pk])
            yield name, address, name == (self.door or self.title)


def _faults_of_hidden(form: DeskForm | None) -> Iterator[str]:
    """Tell what is wrong with a form of which nobody sees the fields: the button of a row."""
    if form is not None and not form.label:
        for faults in form.errors.get_json_data().values():
            yield from (str(fault["message"]) for fault in faults)
