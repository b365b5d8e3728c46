"""What every request meets: who asks, ids, logs, errors."""

import asyncio
import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from yggdrasil.rest.middleware import RequestMiddleware

PROBLEM = "application/problem+json"
BOOK = "/api/v1/books/book-1/"
LOANS = "/api/v1/loans/"


def problem(answer):
    assert answer.headers["Content-Type"] == PROBLEM
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert b"secret" not in answer.content
    assert b"Traceback" not in answer.content
    return body


class TestWhoAsks:
    def test_must_be_known(self, library):
        answer = library.get(BOOK)

        assert problem(answer)["code"] == "not_authenticated"
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (
            401,
            'Key realm="library"',
        )

    def test_must_have_a_key_that_fits(self, library):
        answer = library.get(BOOK, headers={"Authorization": "Bearer x"})

        assert (answer.status_code, problem(answer)["detail"]) == (401, "This is no key.")

    def test_must_have_a_role_that_may(self, library):
        answer = library.get("/api/v1/rare-books/", headers={"Authorization": "Key student"})

        assert (answer.status_code, problem(answer)["code"]) == (403, "role_not_allowed")

    def test_learns_of_parameters_only_if_he_may_ask(self, library):
        assert library.get(f"{BOOK}?nonsense=1").status_code == 401

    def test_is_on_every_line_of_the_log(self, library, staff, caplog):
        with caplog.at_level(logging.INFO):
            library.get(BOOK, headers={**staff, "X-Request-ID": "request-7"})

        lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
        assert {(line["event"], line["request_id"], line["actor_id"]) for line in lines} == {
            ("Shown.", "request-7", "id-of-staff"),
            ("Request answered.", "request-7", "id-of-staff"),
        }

    def test_is_forgotten_with_the_next_request(self, library, staff, caplog):
        library.get(BOOK, headers=staff)
        with caplog.at_level(logging.INFO):
            library.get("/api/v1/books/")

        assert "actor_id" not in caplog.records[-1].msg


class TestHead:
    def test_is_told_the_length_of_a_body_that_is_not_sent(self):
        def answer(_request):
            return HttpResponse(b"body", headers={"Content-Length": "4"})

        answered = RequestMiddleware(answer)(RequestFactory().head("/"))

        assert (answered.content, answered.headers["Content-Length"]) == (b"", "4")


class TestRequestId:
    @pytest.mark.parametrize(
        "path",
        ["/api/v1/books/", BOOK, "/api/nothing/", "/nothing/", "/api/v1/trouble/unforeseen/"],
    )
    def test_is_on_every_answer(self, library, path):
        answer = library.get(path, headers={"X-Request-ID": "request-7"})

        assert answer.headers["X-Request-ID"] == "request-7"

    def test_is_a_new_one_for_an_odd_one(self, library):
        answer = library.get("/api/v1/books/", headers={"X-Request-ID": "a b"})

        assert len(answer.headers["X-Request-ID"]) == 24


class TestAsgi:
    @pytest.mark.usefixtures("library")
    def test_meets_the_same_entrance(self, async_client, caplog):
        with caplog.at_level(logging.INFO):
            answer = asyncio.run(
                async_client.get(
                    BOOK, headers={"Authorization": "Key staff", "X-Request-ID": "r-7"}
                )
            )

        assert (answer.status_code, answer.headers["X-Request-ID"]) == (200, "r-7")
        lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
        assert {line["actor_id"] for line in lines} == {"id-of-staff"}


class TestAccessLog:
    def test_has_one_line_a_request(self, library, caplog):
        with caplog.at_level(logging.INFO):
            library.get("/api/v1/books/", {"title": "private"})

        (line,) = [record.msg for record in caplog.records]
        assert line["event"] == "Request answered."
        assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/books/", 200)
        assert line["duration_ms"] > 0
        assert "private" not in json.dumps(line, default=str)

    def test_names_the_path_where_no_route_is_known(self, library, caplog):
        with caplog.at_level(logging.INFO, logger="yggdrasil"):
            library.get("/nothing/", {"title": "private"})

        (line,) = [record.msg for record in caplog.records if record.name.startswith("yggdrasil")]
        assert line["path"] == "/nothing/"


class TestSlash:
    def test_is_added_without_losing_method_or_body(self, library, staff):
        answer = library.post(
            LOANS.rstrip("/"),
            b'{"book_id": "book-1"}',
            content_type="application/json",
            headers=staff,
            follow=True,
        )

        assert answer.redirect_chain == [(LOANS, 308)]
        assert answer.status_code == 201


class TestBodies:
    def post(self, library, staff, body, kind="application/json"):
        return library.post(LOANS, body, content_type=kind, headers=staff)

    def test_are_read_into_data(self, library, staff):
        answer = self.post(library, staff, b'{"book_id": "book-1"}')

        assert (answer.status_code, answer.json()) == (201, {"book_id": "book-1", "days": 14})

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [
            (b"", "application/json", 400),
            (b"{", "application/json", 400),
            (b"\xff", "application/json", 400),
            (b"[]", "application/json", 400),
            (b"[" * 100_000, "application/json", 400),
            (b'{"book_id": "\\u0000"}', "application/json", 400),
            (b'{"book_id": "\\ud800"}', "application/json", 400),
            (b'{"book_id": "x", "days": 1' + b"0" * 400 + b"}", "application/json", 400),
            (b'{"book_id": "x", "days": 99999999999999999999}', "application/json", 400),
            (b'{"book_id": {"$ne": null}}', "application/json", 400),
            (b'{"book_id": "x", "pages": 1}', "application/json", 400),
            (b'{"book_id": "' + b"x" * 3_000_000 + b'"}', "application/json", 413),
            (b"a=1", "application/x-www-form-urlencoded", 415),
            (b"<a/>", "text/xml", 415),
            (b"{}", "nonsense", 415),
            (b'{"book_id": "x", "days": 31}', "application/json", 409),
        ],
    )
    def test_are_refused_with_a_problem(self, library, staff, body, kind, status):
        answer = self.post(library, staff, body, kind)

        assert problem(answer)["status"] == status


class TestErrors:
    def test_of_method_name_what_is_allowed(self, library, staff):
        answer = library.delete(BOOK, headers=staff)

        assert problem(answer)["code"] == "method_not_allowed"
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"

    def test_of_acceptance_are_sent_all_the_same(self, library, staff):
        answer = library.get(BOOK, headers={**staff, "Accept": "text/csv"})

        assert problem(answer)["status"] == 406

    @pytest.mark.parametrize(
        ("kind", "status", "retry"),
        [("unforeseen", 500, None), ("outage", 503, "5"), ("away", 503, "5"), ("busy", 429, "7")],
    )
    def test_of_the_house_tell_nothing_they_should_not(self, library, kind, status, retry):
        answer = library.get(f"/api/v1/trouble/{kind}/")

        assert problem(answer)["status"] == status
        assert answer.headers.get("Retry-After") == retry

    def test_of_nobody_s_foresight_are_logged_with_their_request(self, library, caplog):
        answer = library.get("/api/v1/trouble/unforeseen/", headers={"X-Request-ID": "request-7"})

        assert answer.json()["request_id"] == "request-7"
        assert any(record.exc_info for record in caplog.records)

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/nothing/", 404),
            ("/page/", 404),
            ("/page/?trouble=unforeseen", 500),
            ("/page/?trouble=outage", 503),
        ],
    )
    def test_of_pages_are_pages(self, library, path, status):
        answer = library.get(path, headers={"X-Request-ID": "request-7"})

        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("text/html")
        assert b"request-7" in answer.content
        assert b"secret" not in answer.content

    def test_of_addresses_below_the_api_are_problems(self, library):
        assert problem(library.get("/api/v1/nothing/"))["code"] == "not_found"

    def test_of_hosts_are_problems_too(self, library):
        answer = library.get("/api/v1/books/", headers={"Host": "evil.example"})

        assert problem(answer)["status"] == 400


class TestCrossOrigin:
    def test_lets_in_whom_the_settings_name(self, library, settings):
        settings.CORS_ALLOWED_ORIGINS = ["https://school.example"]

        answer = library.options(
            "/api/v1/books/",
            headers={
                "Origin": "https://school.example",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "authorization, if-none-match",
            },
        )

        assert answer.headers["Access-Control-Allow-Origin"] == "https://school.example"
        assert "if-none-match" in answer.headers["Access-Control-Allow-Headers"]

    def test_lets_in_nobody_else(self, library):
        answer = library.get("/api/v1/books/", headers={"Origin": "https://evil.example"})

        assert "Access-Control-Allow-Origin" not in answer.headers
