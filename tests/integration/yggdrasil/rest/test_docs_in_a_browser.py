"""The page for people, as a browser sees it."""

import os
import shutil
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application

pytestmark = pytest.mark.browser


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Say nothing: the access log is the middleware's."""


@pytest.fixture
def address(settings):
    settings.ROOT_URLCONF = "tests.integration.yggdrasil.rest.library"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def page():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


class TestDocsInABrowser:
    def test_show_every_operation_and_ask_no_other_host(self, address, page):
        asked, complaints = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        page.goto(f"{address}/api/docs/")
        page.wait_for_selector(".opblock-summary-path")

        shown = page.locator(".opblock-summary-path").all_inner_texts()
        assert any("books" in path for path in shown)
        described = page.request.get(f"{address}/api/schema/").json()["paths"]
        assert set(shown) == set(described)
        assert complaints == []
        assert all(url.startswith((address, "data:")) for url in asked)
