"""Every page of the admin, of a school that has nothing yet, whoever looks at it."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from apps.courses.models import CourseReader
from apps.enrollments.models import Progress
from apps.news.models import Tag
from apps.planning.models import Attendance, BookingGuard
from apps.statistics.models import Figure
from apps.users.models import Contact, Preferences
from yggdrasil.admin.paging import BoundedPaginator

pytestmark = pytest.mark.usefixtures("homes", "at")

MODELS = [pytest.param(model, id=model._meta.label) for model in admin.site._registry]
HOSTILE = ("q=%00", "o=x.-9", "p=x", f"p={'9' * 20}", "id__exact=%00", "e=1", "home=x", "x=1")
THEN = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
DERIVED = ("Created at", "Updated at", "Version")


def address_of(model, page):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.fixture(params=["admin", "staff"])
def office(request, admin_as):
    return admin_as(request.param)


@pytest.mark.parametrize("model", MODELS)
class TestList:
    def test_says_that_there_is_nothing_of_what_one_looks_for(self, office, model):
        address = address_of(model, "changelist")
        answer = office.get(address, {"q": "nonsense"})

        if answer.status_code == 403:
            assert address not in office.get("/admin/").content.decode()
            return
        nouns = model._meta.verbose_name_plural
        shown = answer.content.decode()
        searched = "None of the" in shown or not answer.context["cl"].search_fields
        assert searched or f"There are no {nouns}" in shown

    def test_counts_neither_all_there_is_nor_what_fits_each_filter(self, admin_as, model):
        answer = admin_as("admin").get(address_of(model, "changelist"), {"_facets": "True"})

        assert not answer.context["cl"].add_facets
        assert b"Show all" not in answer.content
        assert b"Show counts" not in answer.content

    def test_survives_what_nobody_means(self, admin_as, model):
        office, address = admin_as("admin"), address_of(model, "changelist")

        for asked in HOSTILE:
            assert office.get(f"{address}?{asked}").status_code in {200, 302}


class TestTitle:
    @pytest.mark.parametrize(
        ("document", "title"),
        [
            (CourseReader(via="cohort", since=THEN), "Cohort, since 2026-01-15"),
            (Progress(progress_percent=79), "79 %"),
            (Attendance(status="late", event_starts_at=THEN), "Late, 2026-01-15 09:30"),
            (Figure(metric="sign_ins", period="all"), "Sign ins: All time"),
            (BookingGuard(id=f"room:{'a' * 24}:2026-01-15"), "Room on 2026-01-15"),
            (Contact(), "Contact"),
            (Preferences(), "Preferences"),
        ],
    )
    def test_says_no_id_where_names_stand_below(self, document, title):
        assert str(document) == title


class TestLongList:
    @pytest.mark.parametrize(("most", "told"), [(2, "The first 2 tags"), (4, "3 tags")])
    def test_says_where_it_is_cut_off(self, admin_as, monkeypatch, most, told):
        monkeypatch.setattr(BoundedPaginator, "most", most)
        for name in ("one", "two", "three"):
            Tag.objects.create(name=name, slug=name)

        shown = admin_as("staff").get(address_of(Tag, "changelist")).content.decode()

        assert told in " ".join(shown.split())


@pytest.mark.parametrize("model", MODELS)
class TestAdding:
    def test_shows_fields_that_are_seen_and_none_that_is_derived(self, admin_as, model):
        answer = admin_as("admin").get(address_of(model, "add"))
        if answer.status_code == 403:
            return

        form = answer.context["adminform"]
        for field in form.form.visible_fields():
            assert "class=" in str(field), field.name
        labels = re.findall(r"<label[^>]*>\s*([\w ]+)", answer.content.decode())
        assert not set(DERIVED) & {label.strip() for label in labels}

    @pytest.mark.parametrize("said", ["nonsense", "\0", "[1]"])
    def test_survives_an_address_that_fills_in_nonsense(self, admin_as, model, said):
        office, address = admin_as("admin"), address_of(model, "add")
        answer = office.get(address)
        if answer.status_code == 403:
            return

        names = answer.context["adminform"].form.fields
        assert office.get(address, dict.fromkeys(names, said)).status_code == 200
