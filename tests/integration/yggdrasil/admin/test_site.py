"""What every list of the admin may do to documents, and to how many."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from apps.news.models import Tag
from yggdrasil.admin.paging import BoundedPaginator
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.errors import ConflictError
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def desk(monkeypatch):
    """Return an admin of tags, and what it told."""
    page, told = HomeAdmin(Tag, admin.site), []
    monkeypatch.setattr(page, "message_user", lambda _request, text, _level: told.append(text))
    return page, told


@pytest.fixture
def tags():
    names = ("one", "two", "three")
    Tag.objects.bulk_create(Tag(id=new_id(), name=name, slug=name) for name in names)
    return Tag.objects.order_by("name")


class TestRunForEach:
    def test_goes_on_after_a_refusal_and_tells_of_both(self, desk, tags):
        page, told = desk

        def run(tag):
            if tag.name == "three":
                raise ConflictError("Not that one.")

        page.run_for_each(RequestFactory().get("/"), tags, run, done="done")
        assert told == ["three: Not that one.", "2 done."]

    def test_stops_where_the_list_does(self, desk, tags, monkeypatch):
        page, told = desk
        monkeypatch.setattr(BoundedPaginator, "most", 2)

        page.run_for_each(RequestFactory().get("/"), tags, lambda _tag: None, done="done")
        assert told == ["2 done."]
