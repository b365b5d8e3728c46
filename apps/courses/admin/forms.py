"""The form of a course: its details, its settings laid out flat, and who answers for it."""

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.accounts.data import Role
from apps.courses import queries
from apps.courses.data import CourseSettingsData
from apps.courses.models import Course
from apps.users import api as users
from yggdrasil.admin.fields import UNCHOSEN, LinesField
from yggdrasil.admin.forms import DocumentForm

SETTINGS = tuple(CourseSettingsData.__dataclass_fields__)
_MOST = 1_000


def _switch(label: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, label=label, widget=UnfoldBooleanSwitchWidget())


def _moment(label: str) -> forms.SplitDateTimeField:
    widget = UnfoldAdminSplitDateTimeWidget()
    return forms.SplitDateTimeField(required=False, label=label, widget=widget)


class CourseForm(DocumentForm):
    """What an editor writes about a course, beside its outline."""

    instructor_id = forms.ChoiceField(label="Instructor", widget=UnfoldAdminSelectWidget())
    tags = LinesField(required=False, help_text="One a line.")
    prerequisites = LinesField(required=False, help_text="What one should know, one a line.")
    prerequisite_ids = forms.MultipleChoiceField(
        label="Courses before it",
        required=False,
        help_text="Those one should have completed.",
        widget=UnfoldAdminSelect2MultipleWidget(),
    )
    thumbnail = forms.URLField(
        required=False, assume_scheme="https", widget=UnfoldAdminURLInputWidget()
    )
    is_public = _switch("Public: anybody may read it once published")
    requires_approval = _switch("Enrolments wait for a yes")
    capacity = forms.IntegerField(
        required=False,
        help_text="Seats; empty for no limit.",
        widget=UnfoldAdminIntegerFieldWidget(),
    )
    starts_at = _moment("Starts at")
    ends_at = _moment("Ends at")
    allows_late_submissions = _switch("Work may come late")
    allows_discussions = _switch("Learners may discuss")
    allows_collaboration = _switch("Learners may work together")

    class Meta:
        model = Course
        fields = (
            "title",
            "description",
            "category",
            "level",
            "code",
            "tags",
            "prerequisites",
            "prerequisite_ids",
            "thumbnail",
            "estimated_minutes",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.settings
        for name in SETTINGS:
            self.fields[name].initial = getattr(held, name)
        self._offer_teachers()
        self._offer_courses()

    def _offer_courses(self) -> None:
        """Offer what is published, and what was chosen before, even if nobody knows it any more."""
        chosen = tuple(map(str, self.instance.prerequisite_ids))
        offered = {key: key for key in chosen}
        found = (*queries.find_courses(course_ids=chosen), *queries.find_published(limit=_MOST))
        offered |= {
            course.id: course.title for course in found if course.id != str(self.instance.pk)
        }
        choose: Any = self.fields["prerequisite_ids"]
        choose.choices = sorted(offered.items(), key=lambda item: item[1])

    def _offer_teachers(self) -> None:
        offered = {
            person.id: f"{person.name} ({person.email})"
            for person in users.search_persons(text="", role=Role.TEACHER, limit=_MOST)
        }
        if self.instance.instructor:
            present = self.instance.instructor.to_data()
            offered.setdefault(present.id, f"{present.name} ({present.email})")
            self.fields["instructor_id"].initial = present.id
        choose: Any = self.fields["instructor_id"]
        choose.choices = [UNCHOSEN, *offered.items()]
