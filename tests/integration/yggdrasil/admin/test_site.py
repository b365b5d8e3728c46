"""What every list of the admin may do to documents, and to how many."""

import pytest
from django.contrib import admin as admin_of_django
from django.test import RequestFactory

from apps.accounts.models import Account
from apps.news.models import Tag
from yggdrasil.admin import site
from yggdrasil.admin.names import Named
from yggdrasil.admin.paging import BoundedPaginator
from yggdrasil.admin.site import HomeAdmin
from yggdrasil.errors import ConflictError, FieldError
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def desk(monkeypatch):
    """Return an admin of tags, and what it told."""
    page, told = HomeAdmin(Tag, admin_of_django.site), []
    monkeypatch.setattr(page, "message_user", lambda _request, text, _level: told.append(text))
    return page, told


@pytest.fixture
def tags():
    names = ("one", "two", "three")
    Tag.objects.bulk_create(Tag(id=new_id(), name=name, slug=name) for name in names)
    return Tag.objects.order_by("name")


class TestSorting:
    ADDRESS = "/admin/news/tag/?o=-1"

    def names(self, client, account_id):
        client.force_login(Account.objects.get(pk=account_id))
        return [tag.name for tag in client.get(self.ADDRESS).context["cl"].result_list]

    @pytest.mark.usefixtures("tags")
    def test_is_by_any_column_where_there_is_little(self, client, open_account):
        assert self.names(client, open_account("staff")) == ["two", "three", "one"]

    @pytest.mark.usefixtures("tags")
    def test_is_the_lists_own_where_there_is_much(self, client, open_account, monkeypatch):
        monkeypatch.setattr(site, "_MOST_SORTED", 2)

        assert self.names(client, open_account("staff")) == ["one", "three", "two"]


class TestRunForEach:
    def test_goes_on_after_a_refusal_and_tells_of_both(self, desk, tags):
        page, told = desk

        def run(tag):
            if tag.name == "three":
                raise ConflictError("Not that one.")

        page.run_for_each(RequestFactory().get("/"), tags, run, done="done")
        assert told == ["three: Not that one.", "2 done."]

    def test_tells_the_reasons_of_a_refusal(self, desk, tags):
        page, told = desk
        wrong = (FieldError(field="name", message="It is short."),)

        def run(tag):
            says = "Refused." if tag.name == "one" else "Refused: It is short."
            raise ConflictError(says, errors=wrong)

        page.run_for_each(RequestFactory().get("/"), tags.exclude(name="two"), run, done="done")
        assert told == ["one: Refused. It is short.", "three: Refused: It is short."]

    def test_tells_of_whom_as_the_list_does(self, desk, tags, monkeypatch):
        page, told = desk
        owner = Named("slug", ask=lambda _ids: {"one": "Ada"}, description="owner")
        monkeypatch.setattr(page, "list_display", ("name", owner))

        def run(_tag):
            raise ConflictError("No.")

        page.run_for_each(RequestFactory().get("/"), tags.filter(name="one"), run, done="done")
        assert told == ["Ada, one: No."]

    def test_stops_where_the_list_does(self, desk, tags, monkeypatch):
        page, told = desk
        monkeypatch.setattr(BoundedPaginator, "most", 2)

        page.run_for_each(RequestFactory().get("/"), tags, lambda _tag: None, done="done")
        assert told == ["2 done."]
