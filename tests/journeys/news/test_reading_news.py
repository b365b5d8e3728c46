"""Everybody reads the news; drafts and hidden words stay where they are."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from apps.news import operations
from apps.news.data import ArticleDetails, CategoryDetails, ContentFormat
from yggdrasil import clock, ids

pytestmark = pytest.mark.usefixtures("homes", "at")

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/api/v1/news/feed.atom"


@pytest.fixture
def author(open_account, person):
    return person("Alan", "Turing", role="teacher", person_id=open_account("teacher"))


@pytest.fixture
def write(author, at):
    category = operations.create_category(
        category_id=ids.new_id(), details=CategoryDetails(name="General"), at=at
    )

    def make(title, *, days_ago=0, is_published=True, **said):
        article_id, published_at = ids.new_id(), at - timedelta(days=days_ago)
        details = ArticleDetails(
            **{"title": title, "content": "Words.", "category_id": category, **said}
        )
        operations.write_article(
            article_id=article_id, details=details, author_id=author, at=published_at
        )
        if is_published:
            operations.publish_article(article_id=article_id, at=published_at)
        return article_id

    return make


def titles(answer):
    assert answer.status_code == 200, answer.content
    return [article["title"] for article in answer.json()["results"]]


class TestFrontPage:
    def test_is_open_to_everybody_pinned_first(self, write, client_as, at):
        write("New")
        pinned = write("Old", days_ago=9)
        operations.pin_article(article_id=pinned, at=at)
        write("Draft", is_published=False)

        for client in (Client(), client_as("student"), client_as("teacher"), client_as("admin")):
            assert titles(client.get("/api/v1/news/articles/")) == ["Old", "New"]
        assert Client().get(f"/api/v1/news/articles/{pinned}/pin/").json()["is_pinned"] is True

    def test_shows_drafts_to_their_authors_and_the_office(self, write, client_as, author):
        draft = write("Draft", is_published=False)
        sees = {
            "author": client_as("teacher", account_id=author),
            "staff": client_as("staff"),
            "admin": client_as("admin"),
        }
        not_sees = [Client(), client_as("student"), client_as("teacher")]
        addresses = [
            f"/api/v1/news/articles/{draft}/{page}"
            for page in ("", "publication/", "pin/", "comments/")
        ]

        for client in sees.values():
            assert titles(client.get("/api/v1/news/articles/?status=draft")) == ["Draft"]
            assert {client.get(address).status_code for address in addresses} == {200}
        for client in not_sees:
            assert titles(client.get("/api/v1/news/articles/?status=draft")) == []
            assert {client.get(address).status_code for address in addresses} == {404}

    def test_is_found_under_an_old_address(self, write, at):
        article_id = write("First title")
        category = Client().get("/api/v1/news/categories/").json()["results"][0]["id"]
        operations.edit_article(
            article_id=article_id,
            details=ArticleDetails(title="Second title", content="x", category_id=category),
            at=at,
        )

        found = Client().get("/api/v1/news/articles/first-title/").json()

        assert (found["id"], found["slug"]) == (article_id, "second-title")

    def test_pages_without_losing_anybody(self, write):
        expected = [f"Article {number}" for number in range(7)]
        for number, title in enumerate(expected):
            write(title, days_ago=number)

        seen, address = [], "/api/v1/news/articles/?page_size=3"
        while address:
            answer = Client().get(address)
            seen += titles(answer)
            address = answer.json()["next"]
        assert seen == expected

    @pytest.mark.parametrize("query", ["status=x", "pinned=maybe", "author_id=x", "page=2"])
    def test_says_what_is_wrong_with_a_question(self, query):
        assert Client().get(f"/api/v1/news/articles/?{query}").status_code == 400


class TestComments:
    def test_are_read_by_everybody_and_hidden_ones_by_the_office(
        self, write, client_as, author, at
    ):
        article_id = write("Open")
        for text in ("Fine.", "Not fine."):
            comment_id = operations.post_comment(
                comment_id=ids.new_id(), article_id=article_id, author_id=author, text=text, at=at
            )
        operations.hide_comment(comment_id=comment_id, at=at)
        address = f"/api/v1/news/articles/{article_id}/comments/"

        def texts(client, query=""):
            return [comment["text"] for comment in client.get(address + query).json()["results"]]

        assert texts(Client()) == texts(client_as("student")) == ["Fine."]
        assert texts(client_as("staff")) == ["Fine.", "Not fine."]
        assert texts(client_as("staff"), "?status=hidden") == ["Not fine."]
        assert texts(Client(), "?status=hidden") == []


class TestFeed:
    def entries(self):
        answer = Client().get(FEED)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        return ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own

    def test_tells_published_news_newest_first_and_safe(self, write):
        write("Older", days_ago=2)
        write(
            "Newer & better <b>",
            content="<p onclick='x()'>Hi</p><script>alert(1)</script>",
            content_format=ContentFormat.HTML,
        )
        write("Draft", is_published=False)

        newer, older = self.entries()

        assert newer.findtext(f"{ATOM}title") == "Newer & better <b>"
        assert newer.findtext(f"{ATOM}summary") == "<p>Hi</p>"
        assert older.findtext(f"{ATOM}title") == "Older"
        assert newer.findtext(f"{ATOM}author/{ATOM}name") == "Alan Turing"
        assert newer.findtext(f"{ATOM}id").startswith("urn:yggdrasil:news:")
        address = newer.find(f"{ATOM}link").attrib["href"]
        assert Client().get(address).json()["title"] == "Newer & better <b>"

    def test_is_not_sent_again_to_who_has_it(self, write, at):
        article_id = write("One")
        first = Client().get(FEED)
        by_tag = {"If-None-Match": first.headers["ETag"]}
        by_time = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert first.headers["Last-Modified"] == "Thu, 15 Jan 2026 09:30:00 GMT"
        assert Client().get(FEED, headers=by_tag).status_code == 304
        assert Client().get(FEED, headers=by_time).status_code == 304

        with clock.held(at + timedelta(hours=1)):
            operations.pin_article(article_id=article_id, at=clock.now())
            operations.unpin_article(article_id=article_id, at=clock.now())

        assert Client().get(FEED, headers=by_tag).status_code == 200
        assert Client().get(FEED, headers=by_time).status_code == 200

    def test_is_only_read(self):
        assert Client().post(FEED).status_code == 405
        assert Client().head(FEED).status_code == 200

    def test_survives_what_no_feed_may_hold(self, write):
        from apps.news.models import Article

        article_id = write("One")
        Article.objects.filter(pk=article_id).update(content="bell \x07 \x00", title="ti\x0btle")

        (entry,) = self.entries()
        assert entry.findtext(f"{ATOM}title") == "title"


class TestSorting:
    def test_is_listed(self, write):
        write("One", tags=("Exams", "Help"))

        names = [tag["name"] for tag in Client().get("/api/v1/news/tags/").json()["results"]]
        (category,) = Client().get("/api/v1/news/categories/").json()["results"]

        assert names == ["Exams", "Help"]
        assert (category["slug"], category["name"]) == ("general", "General")
