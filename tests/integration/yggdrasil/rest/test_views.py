"""Lists and details as a client of the API meets them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings as hypothesis, strategies as st

from yggdrasil import clock

BOOKS = "/api/v1/books/"
STOCK = "/api/v1/stock/"
MORNING = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def titles(answer):
    return [book["title"] for book in answer.json()["results"]]


def wrong(answer):
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


class TestListView:
    def test_answers_with_data_and_no_more_than_asked(self, library):
        answer = library.get(BOOKS, {"page_size": 1})

        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json() == {
            "results": [
                {
                    "id": "book-1",
                    "title": "Ash",
                    "shelf": "upper",
                    "bought_at": "2026-01-01T00:00:00Z",
                }
            ],
            "next": "http://testserver/api/v1/books/?page_size=1&cursor=1",
            "previous": None,
        }

    def test_can_be_walked_to_the_end_and_back(self, library):
        url, walked = f"{BOOKS}?page_size=2&ordering=-bought_at", []
        while url:
            answer = library.get(url)
            walked += titles(answer)
            url, before = answer.json()["next"], answer.json()["previous"]

        assert walked == ["Fir", "Élm", "Cedar", "Birch", "Ash"]
        assert titles(library.get(before)) == ["Cedar", "Birch"]

    def test_says_in_the_header_where_the_neighbours_are(self, library):
        answer = library.get(BOOKS, {"page_size": 2, "cursor": "2"})

        assert answer.headers["Link"] == (
            '<http://testserver/api/v1/books/?page_size=2&cursor=4>; rel="next", '
            '<http://testserver/api/v1/books/?page_size=2&cursor=0>; rel="prev"'
        )
        assert "Link" not in library.get(BOOKS).headers

    def test_keeps_filters_in_the_address_of_the_next_page(self, library):
        query = {"page_size": 1, "title": ["Élm", "Fir"], "bought_after": "2026-01-01T00:00:00Z"}

        first = library.get(BOOKS, query)
        second = library.get(first.json()["next"])

        assert titles(first) + titles(second) == ["Élm", "Fir"]
        assert second.json()["next"] is None

    def test_counts_only_on_request(self, library):
        assert "count" not in library.get(BOOKS).json()
        assert library.get(BOOKS, {"count": "true", "shelf": "upper"}).json()["count"] == 3
        assert "count" not in library.get(BOOKS, {"count": "false"}).json()

    @pytest.mark.parametrize("size", ["0", "101", "-1", "x", "1e3", "9" * 30])
    def test_refuses_a_page_too_small_or_too_large(self, library, size):
        assert set(wrong(library.get(BOOKS, {"page_size": size}))) == {"page_size"}

    @pytest.mark.parametrize(
        ("query", "field", "code"),
        [
            ("ordering=price", "ordering", "invalid"),
            ("shelf=middle", "shelf", "invalid"),
            ("bought_after=yesterday", "bought_after", "invalid"),
            ("shelf=upper&shelf=lower", "shelf", "repeated"),
            ("shelv=upper", "shelv", "unknown"),
            ("fields=id", "fields", "unknown"),
            ("expand=author", "expand", "unknown"),
            ("format=json", "format", "unknown"),
            ("count=perhaps", "count", "invalid"),
        ],
    )
    def test_refuses_what_it_does_not_take(self, library, query, field, code):
        assert wrong(library.get(f"{BOOKS}?{query}")) == {field: code}

    def test_refuses_to_sort_where_it_cannot(self, library, staff):
        answer = library.get("/api/v1/rare-books/?ordering=title", headers=staff)

        assert wrong(answer) == {"ordering": "unknown"}

    def test_passes_on_what_the_query_refuses(self, library):
        answer = library.get(BOOKS, {"cursor": "nowhere"})

        assert answer.json()["code"] == "invalid_cursor"

    @hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.text(st.characters(max_codepoint=255), max_size=200))
    def test_never_breaks_on_a_query_string(self, library, query):
        answer = library.generic("GET", BOOKS, QUERY_STRING=query)

        assert answer.status_code in {200, 400}


class TestDetailView:
    def test_answers_with_the_thing(self, library, staff):
        answer = library.get(f"{BOOKS}book-2/", headers=staff)

        assert answer.json()["title"] == "Birch"

    def test_knows_no_other(self, library, staff):
        answer = library.get(f"{BOOKS}book-9/", headers=staff)

        assert answer.status_code == 404
        assert answer.json()["detail"] == "No book is called book-9."

    @pytest.mark.parametrize("book", ["%00", "a%00b", "x" * 3000])
    def test_refuses_an_id_that_is_none(self, library, staff, book):
        assert library.get(f"{BOOKS}{book}/", headers=staff).status_code == 404

    @pytest.mark.parametrize("book", ["%ff", "%ed%a0%80", "..", "%2e%2e%2fetc", "🌳"])
    def test_meets_odd_paths_with_a_problem(self, library, staff, book):
        answer = library.get(f"{BOOKS}{book}/", headers=staff)

        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_finds_nothing_where_the_address_holds_no_id(self, library):
        assert library.get("/api/v1/trouble/stray/").status_code == 404

    def test_refuses_what_is_no_id_elsewhere(self, library):
        assert library.get(f"/api/v1/trouble/{'0' * 24}/").status_code == 400

    def test_takes_no_parameters(self, library, staff):
        assert wrong(library.get(f"{BOOKS}book-2/?a=1", headers=staff)) == {"a": "unknown"}

    def test_answers_head_without_a_body(self, library, staff):
        answer = library.head(f"{BOOKS}book-2/", headers=staff)

        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["ETag"]


class TestConditionalReads:
    @pytest.mark.parametrize("path", [BOOKS, f"{BOOKS}book-2/"])
    def test_are_not_sent_again_what_they_hold(self, library, staff, path):
        etag = library.get(path, headers=staff).headers["ETag"]

        again = library.get(path, headers={**staff, "If-None-Match": f'"other", {etag}'})

        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag
        assert again.headers["X-Request-ID"]

    def test_are_sent_what_is_new(self, library):
        etag = library.get(BOOKS, {"page_size": 1}).headers["ETag"]

        answer = library.get(BOOKS, {"page_size": 2}, headers={"If-None-Match": etag})

        assert answer.status_code == 200
        assert answer.headers["ETag"] != etag

    def test_are_not_sent_again_because_a_moment_passed(self, library):
        with clock.held(MORNING):
            first = library.get(STOCK)
        with clock.held(MORNING + timedelta(minutes=5)):
            later = library.get(STOCK)
            again = library.get(STOCK, headers={"If-None-Match": first.headers["ETag"]})

        assert first.json()["as_of"] != later.json()["as_of"]
        # Weak: the same answer, though not the same bytes.
        assert first.headers["ETag"] == later.headers["ETag"]
        assert first.headers["ETag"].startswith('W/"')
        assert again.status_code == 304

    def test_are_sent_again_when_more_than_the_moment_changed(self, library, monkeypatch):
        etag = library.get(STOCK).headers["ETag"]
        monkeypatch.setattr("tests.integration.yggdrasil.rest.library.BOOKS", [])

        assert library.get(STOCK, headers={"If-None-Match": etag}).status_code == 200

    def test_are_kept_by_nobody_else(self, library):
        answer = library.get(BOOKS)

        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Authorization" in answer.headers["Vary"]
