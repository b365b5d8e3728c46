"""What people see, and programs read, where something is not as it should be."""

import pytest
from django.test import Client
from django.urls import path

from apps.accounts.models import Account
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def break_down(_request):
    raise RuntimeError("secret")


urlpatterns = [*urlpatterns, path("broken/", break_down), path("api/broken/", break_down)]

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def browser(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False, headers={"Accept": "text/html"})


class TestPeople:
    @pytest.mark.parametrize(
        ("address", "status", "title", "way"),
        [
            ("/nowhere/", 404, "Not Found", "/"),
            ("/broken/", 500, "Internal Server Error", "/"),
            ("/admin/nowhere/", 404, "Not Found", "/admin/"),
            ("/admin/courses/course/?_to_field=secret", 400, "Bad Request", "/admin/"),
            ("/admin/accounts/account/", 403, "Forbidden", "/admin/"),
        ],
    )
    def test_are_told_what_and_where_to_go_on(
        self, browser, open_account, address, status, title, way
    ):
        browser.force_login(Account.objects.get(pk=open_account("staff")))

        answer = browser.get(address)

        shown = answer.content.decode()
        assert (answer.status_code, answer.headers["Content-Type"][:9]) == (status, "text/html")
        assert f"<h1>{title}</h1>" in shown
        assert f'<a href="{way}">' in shown
        assert answer.headers["X-Request-ID"] in shown
        assert "secret" not in shown


class TestPrograms:
    @pytest.mark.parametrize(("address", "status"), [("/api/nowhere/", 404), ("/api/broken/", 500)])
    def test_are_told_in_json_whatever_they_accept(self, browser, address, status):
        answer = browser.get(address)

        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
        assert b"secret" not in answer.content
