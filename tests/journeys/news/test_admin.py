"""Staff write and judge in the admin."""

from datetime import timedelta

import pytest

from apps.news import operations
from apps.news.data import CategoryDetails
from apps.news.models import Article, Category, Comment, Tag
from yggdrasil import clock, ids

pytestmark = pytest.mark.usefixtures("homes", "at")

NEWS = "/admin/news/"


@pytest.fixture
def office(open_account, person, admin_as):
    account_id = open_account("staff")
    person("Nellie", "Bly", role="staff", person_id=account_id)
    return admin_as(account_id=account_id)


@pytest.fixture
def category(at):
    return operations.create_category(
        category_id=ids.new_id(), details=CategoryDetails(name="General"), at=at
    )


def form(category, **changes):
    return {
        "title": "By hand",
        "summary": "",
        "content": "<p>Hello</p><script>alert(1)</script>",
        "content_format": "html",
        "category_id": category,
        "tags": "Exams\nHelp",
        "expires_at_0": "",
        "expires_at_1": "",
        "publish_at_0": "",
        "publish_at_1": "",
        **changes,
    }


class TestArticles:
    def test_are_written_previewed_edited_and_deleted(self, office, category):
        office.post(f"{NEWS}article/add/", form(category))
        article = Article.objects.get()
        assert (article.author.name, article.tags) == ("Nellie Bly", ["exams", "help"])

        address = f"{NEWS}article/{article.pk}/"
        page = office.get(f"{address}change/").content.decode()
        assert "<p>Hello</p>" in page
        assert "<script>alert(1)" not in page

        changed = form(category, title="By two hands", expected_version=article.version)
        office.post(f"{address}change/", changed)
        assert Article.objects.get().previous_slugs == ["by-hand"]

        office.post(f"{address}delete/", {"post": "yes"})
        assert not Article.objects.exists()

    def test_are_scheduled_from_the_form(self, office, category, at):
        soon = at + timedelta(days=1)
        planned = {"publish_at_0": f"{soon:%Y-%m-%d}", "publish_at_1": f"{soon:%H:%M:%S}"}

        office.post(f"{NEWS}article/add/", form(category, **planned))

        assert (Article.objects.get().status, Article.objects.get().published_at) == (
            "scheduled",
            soon,
        )

    def test_are_published_and_pinned_by_actions(self, office, category):
        office.post(f"{NEWS}article/add/", form(category))
        chosen = [str(Article.objects.get().pk)]

        for action, told in (("publish", b"1 published"), ("pin", b"1 pinned")):
            answer = office.post(
                f"{NEWS}article/", {"action": action, "_selected_action": chosen}, follow=True
            )
            assert told in answer.content

        assert Article.objects.get().is_pinned
        assert office.get(f"{NEWS}article/?q=hello").content.count(b"By hand") >= 1

    def test_tell_what_does_not_fit(self, office, category):
        answer = office.post(f"{NEWS}article/add/", form(category, tags="x" * 60))

        assert b"50 fit" in answer.content
        assert not Article.objects.exists()


class TestSorting:
    def test_is_made_changed_and_deleted(self, office):
        office.post(f"{NEWS}category/add/", {"name": "Sports", "description": "", "position": "3"})
        category = Category.objects.get()
        office.post(
            f"{NEWS}category/{category.pk}/change/",
            {"name": "Sport", "description": "", "position": "3", "expected_version": "1"},
        )
        assert (Category.objects.get().name, Category.objects.get().slug) == ("Sport", "sports")

        office.post(f"{NEWS}tag/add/", {"name": "Running"})
        tag = Tag.objects.get()
        office.post(f"{NEWS}tag/{tag.pk}/change/", {"name": "Runners"})
        assert Tag.objects.get().name == "Runners"

        office.post(f"{NEWS}category/{category.pk}/delete/", {"post": "yes"})
        office.post(f"{NEWS}tag/{tag.pk}/delete/", {"post": "yes"})
        assert not Category.objects.exists()
        assert not Tag.objects.exists()


class TestComments:
    def test_are_judged_by_actions_and_never_rewritten(self, office, category, person):
        office.post(f"{NEWS}article/add/", form(category))
        article_id, at = str(Article.objects.get().pk), clock.now()
        operations.publish_article(article_id=article_id, at=at)
        comment_id = operations.post_comment(
            comment_id=ids.new_id(), article_id=article_id, author_id=person(), text="Hm.", at=at
        )

        for action, status in (("hide", "hidden"), ("restore", "visible")):
            office.post(f"{NEWS}comment/", {"action": action, "_selected_action": [comment_id]})
            assert Comment.objects.get().status == status

        office.post(f"{NEWS}comment/{comment_id}/change/", {"text": "Rewritten."})
        assert Comment.objects.get().text == "Hm."
        assert Comment.objects.get().moderated_by_id is not None

        read = office.get(f"{NEWS}comment/{comment_id}/change/").content
        assert b"By hand" in read
        assert b"Nellie Bly" in read

    def test_say_what_they_answer(self, office, category, person):
        office.post(f"{NEWS}article/add/", form(category))
        article_id, at = str(Article.objects.get().pk), clock.now()
        operations.publish_article(article_id=article_id, at=at)
        said = {"article_id": article_id, "author_id": person(), "at": at}
        asked = operations.post_comment(comment_id=ids.new_id(), text="Is it far?", **said)
        answer = operations.post_comment(
            comment_id=ids.new_id(), text="No.", parent_id=asked, **said
        )

        read = office.get(f"{NEWS}comment/{answer}/change/").content.decode()

        assert "Is it far?" in read
        assert asked not in read
