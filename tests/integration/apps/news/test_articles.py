"""Writing, editing, scheduling, pinning and deleting articles."""

from datetime import timedelta

import pytest

from apps.news import operations, queries, tasks
from apps.news.data import ArticleStatus, ContentFormat
from apps.news.models import Article, Comment, Tag
from apps.news.operations import (
    CategoryNotFoundError,
)
from apps.news.queries import ArticleNotFoundError
from apps.news.rules.access import NotNewsWriterError
from apps.news.rules.articles import (
    InvalidArticleError,
    WrongArticleStatusError,
    WrongTimeError,
)
from apps.users.api import PersonNotFoundError
from yggdrasil import clock, ids
from yggdrasil.context import ANONYMOUS, Actor, acting_as
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.mongodb.aggregate import VersionConflictError

pytestmark = pytest.mark.usefixtures("homes", "at")

HOUR = timedelta(hours=1)


@pytest.fixture
def told():
    """Return what facts are told."""
    with recording_to(MemoryRecorder()) as recorder:
        yield recorder.facts


def names(facts):
    return [fact.name.removesuffix(".v1") for fact in facts]


def get(article_id):
    return Article.objects.get(pk=article_id)


class TestWriteArticle:
    def test_makes_a_draft_in_the_name_of_its_author(self, write, told):
        article = get(write(tags=("Exams", "Été 2026", "exams")))

        assert (article.status, article.slug) == ("draft", "open-day")
        assert (article.author.name, article.author.role) == ("Nellie Bly", "staff")
        assert article.tags == ["exams", "été-2026"]
        assert names(told) == ["news.tag.created", "news.tag.created", "news.article.written"]

    def test_makes_each_tag_once(self, write):
        write(tags=("Exams",))
        write("Second", tags=("exams", "New"))

        assert sorted(Tag.objects.values_list("slug", flat=True)) == ["exams", "new"]

    @pytest.mark.parametrize(
        ("said", "error"),
        [
            ({"title": ""}, InvalidArticleError),
            ({"category_id": ids.new_id()}, CategoryNotFoundError),
            ({"author_id": ids.new_id()}, PersonNotFoundError),
        ],
    )
    def test_keeps_nothing_of_what_is_refused(self, write, said, error):
        with pytest.raises(error):
            write(tags=("Left behind",), **said)

        assert not Article.objects.exists()
        assert not Tag.objects.exists()

    def test_refuses_to_expire_in_the_past(self, write, at):
        with pytest.raises(WrongTimeError):
            write(expires_at=at - HOUR)

    @pytest.mark.parametrize("role", ["teacher", "student"])
    def test_is_for_the_office(self, write, role):
        with acting_as(Actor(id=ids.new_id(), role=role)), pytest.raises(NotNewsWriterError):
            write()


class TestEditArticle:
    def test_gives_another_title_another_name_and_keeps_the_old_one(self, write, say, at):
        article_id = write(is_published=True)

        operations.edit_article(article_id=article_id, details=say("Open night"), at=at)
        operations.edit_article(article_id=article_id, details=say("Open week"), at=at)

        for name in ("open-week", "open-night", "open-day", article_id):
            found = queries.get_article(viewer=ANONYMOUS, article_id=name, at=at)
            assert (found.id, found.slug) == (article_id, "open-week")

    def test_gives_an_old_name_to_nobody_else(self, write, say, at):
        first = write()
        operations.edit_article(article_id=first, details=say("Open night"), at=at)

        second = write("Open day")

        assert get(second).slug == f"open-day-{second[-8:]}"

    def test_may_take_an_own_old_name_up_again(self, write, say, at):
        article_id = write()
        for title in ("Other", "Open day"):
            operations.edit_article(article_id=article_id, details=say(title), at=at)

        assert (get(article_id).slug, get(article_id).previous_slugs) == ("open-day", ["other"])

    @pytest.mark.parametrize(("title", "slug"), [("日本語", "日本語"), ("¿?", "article-")])
    def test_names_articles_in_any_script(self, write, title, slug):
        assert get(write(title)).slug.startswith(slug)

    def test_tells_what_changed_and_nothing_when_nothing_did(self, write, say, at, told):
        article_id = write()
        told.clear()

        operations.edit_article(article_id=article_id, details=say(summary="Short."), at=at)
        operations.edit_article(article_id=article_id, details=say(summary="Short."), at=at)

        assert names(told) == ["news.article.edited"]
        assert told[0].payload["changed"] == ("summary",)

    def test_refuses_a_writer_who_saw_an_older_version(self, write, say, at):
        article_id = write()
        operations.edit_article(
            article_id=article_id, details=say(summary="First."), at=at, expected_version=1
        )

        with pytest.raises(VersionConflictError):
            operations.edit_article(
                article_id=article_id, details=say(summary="Second."), at=at, expected_version=1
            )

        assert get(article_id).summary == "First."

    def test_keeps_html_as_written_and_shows_it_clean(self, write, at):
        html = "<p onclick='x()'>Hello</p><script>alert(1)</script>"
        article_id = write(content=html, content_format=ContentFormat.HTML, is_published=True)

        article = queries.get_article(viewer=ANONYMOUS, article_id=article_id, at=at)

        assert article.content == html
        assert article.content_html == "<p>Hello</p>"

    def test_shows_plain_text_as_plain_text(self, write, at):
        article_id = write(content="a < b\n\n<b>", is_published=True)

        article = queries.get_article(viewer=ANONYMOUS, article_id=article_id, at=at)

        assert article.content_html == "<p>a &lt; b</p><p>&lt;b&gt;</p>"


class TestPublication:
    def test_goes_through_its_life(self, write, at, told):
        article_id = write(expires_at=at + 3 * HOUR)
        told.clear()

        operations.schedule_article(article_id=article_id, publish_at=at + HOUR, at=at)
        operations.unpublish_article(article_id=article_id, at=at)
        operations.publish_article(article_id=article_id, at=at)
        operations.expire_article(article_id=article_id, at=at + 3 * HOUR)

        assert [name.split(".")[2] for name in names(told)] == [
            "scheduled",
            "unpublished",
            "published",
            "expired",
        ]
        assert get(article_id).status == ArticleStatus.EXPIRED

    def test_refuses_a_step_from_elsewhere(self, write, at):
        article_id = write(is_published=True)

        with pytest.raises(WrongArticleStatusError):
            operations.publish_article(article_id=article_id, at=at)

    def test_refuses_to_publish_what_has_expired(self, write, at):
        article_id = write(expires_at=at + HOUR)

        with pytest.raises(WrongTimeError):
            operations.publish_article(article_id=article_id, at=at + 2 * HOUR)

    def test_refuses_an_end_before_the_planned_beginning(self, write, say, at):
        article_id = write()
        operations.schedule_article(article_id=article_id, publish_at=at + 2 * HOUR, at=at)

        with pytest.raises(WrongTimeError):
            operations.edit_article(article_id=article_id, details=say(expires_at=at + HOUR), at=at)


class TestPins:
    def test_go_on_and_off(self, write, at, told):
        article_id = write(is_published=True)
        told.clear()

        operations.pin_article(article_id=article_id, at=at, until=at + HOUR)
        assert queries.get_pin(viewer=ANONYMOUS, article_id=article_id, at=at).is_pinned
        for _ in range(2):
            operations.unpin_article(article_id=article_id, at=at)

        assert get(article_id).pinned_until is None
        assert names(told) == ["news.article.pinned", "news.article.unpinned"]

    def test_are_not_for_drafts_nor_for_the_past(self, write, at):
        with pytest.raises(WrongArticleStatusError):
            operations.pin_article(article_id=write(), at=at)
        with pytest.raises(WrongTimeError):
            operations.pin_article(article_id=write("B", is_published=True), at=at, until=at)


class TestDue:
    def test_is_done_once_by_the_clock(self, write, at):
        scheduled = write("Scheduled")
        operations.schedule_article(article_id=scheduled, publish_at=at + HOUR, at=at)
        ending = write("Ending", is_published=True, expires_at=at + HOUR)
        pinned = write("Pinned", is_published=True)
        operations.pin_article(article_id=pinned, at=at, until=at + HOUR)
        jobs = (
            tasks.publish_due_articles,
            tasks.expire_due_articles,
            tasks.unpin_due_articles,
        )

        assert [job(surprise=1) for job in jobs] == [0, 0, 0]
        with clock.held(at + HOUR):
            assert [job() for job in jobs] == [1, 1, 1]
            assert [job() for job in jobs] == [0, 0, 0]

        assert get(scheduled).status == ArticleStatus.PUBLISHED
        assert get(scheduled).published_at == at + HOUR
        assert get(ending).status == ArticleStatus.EXPIRED
        assert not get(pinned).is_pinned

    def test_leaves_alone_what_makes_no_sense_any_more(self, write, at):
        good, bad = write("Good"), write("Bad")
        for article_id in (good, bad):
            operations.schedule_article(article_id=article_id, publish_at=at + HOUR, at=at)
        Article.objects.filter(pk=bad).update(expires_at=at)

        assert operations.publish_due_articles(at=at + HOUR) == 1

        assert get(good).status == ArticleStatus.PUBLISHED
        assert get(bad).status == ArticleStatus.SCHEDULED

    def test_shows_nothing_expired_even_before_it_is_marked(self, write, at):
        article_id = write(is_published=True, expires_at=at + HOUR)

        with pytest.raises(ArticleNotFoundError):
            queries.get_article(viewer=ANONYMOUS, article_id=article_id, at=at + HOUR)


class TestDeleteArticle:
    def test_takes_comments_along(self, write, person, at, told):
        article_id = write(is_published=True)
        operations.post_comment(
            comment_id=ids.new_id(), article_id=article_id, author_id=person(), text="Hm.", at=at
        )

        operations.delete_article(article_id=article_id, at=at)

        assert not Article.objects.exists()
        assert not Comment.objects.exists()
        assert told[-1].payload["comments"] == 1
