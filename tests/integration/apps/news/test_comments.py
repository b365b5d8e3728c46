"""Speaking under articles, and judging what was said."""

import re
from datetime import timedelta

import pytest
from django.db import connections

from apps.news import api, operations, queries, subscriptions
from apps.news.data import CommentStatus
from apps.news.models import Article, Comment
from apps.news.operations import CommentNotFoundError
from apps.news.queries import ArticleFilters, CommentFilters
from apps.news.queries.articles import visible_to
from apps.news.rules.access import NotNewsWriterError, NotOwnCommentError
from apps.news.rules.comments import CommentsClosedError, WrongParentError
from yggdrasil import codec, ids
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor, acting_as
from yggdrasil.mongodb.keyset import Keyset
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")


@pytest.fixture
def student(person):
    return Actor(id=person("Ada", "Lovelace"), role="student")


@pytest.fixture
def post(student, at):
    def make(article_id, text="Good.", *, parent_id=None, by=student):
        with acting_as(by):
            return operations.post_comment(
                comment_id=ids.new_id(),
                article_id=article_id,
                author_id=by.id,
                text=text,
                parent_id=parent_id,
                at=at,
            )

    return make


def listed(article_id, viewer, at, **filters):
    return queries.list_comments(
        viewer=viewer,
        article_id=article_id,
        filters=CommentFilters(**filters),
        ordering=("created_at",),
        window=Window(),
        at=at,
    ).results


def seen(article_id, viewer, at, **filters):
    return [comment.text for comment in listed(article_id, viewer, at, **filters)]


def statuses(article_id, viewer, at):
    return [comment.status for comment in listed(article_id, viewer, at)]


class TestPostComment:
    def test_is_seen_by_everybody_as_it_was_written(self, write, post, at):
        article_id = write(is_published=True)
        post(article_id, "  <script>alert(1)</script> \n")

        assert seen(article_id, ANONYMOUS, at) == ["<script>alert(1)</script>"]

    def test_may_answer_one_level_deep(self, write, post):
        article_id = write(is_published=True)
        answer = post(article_id, parent_id=post(article_id))

        with pytest.raises(WrongParentError):
            post(article_id, parent_id=answer)

    def test_answers_under_the_same_article_only(self, write, post):
        elsewhere = post(write("Elsewhere", is_published=True))

        with pytest.raises(WrongParentError):
            post(write("Here", is_published=True), parent_id=elsewhere)

    def test_needs_news(self, write, post, at):
        with pytest.raises(CommentsClosedError):
            post(write())
        ended = write("B", is_published=True, expires_at=at + timedelta(hours=1))
        Article.objects.filter(pk=ended).update(expires_at=at)
        with pytest.raises(CommentsClosedError):
            post(ended)

    def test_is_in_the_own_name(self, write, post, person, student, at):
        article_id, other = write(is_published=True), person("Eve")

        with acting_as(student), pytest.raises(NotOwnCommentError):
            operations.post_comment(
                comment_id=ids.new_id(), article_id=article_id, author_id=other, text="x", at=at
            )


class TestJudging:
    def test_flags_once_and_leaves_it_visible(self, write, post, student, at):
        article_id = write(is_published=True)
        comment_id = post(article_id)

        with acting_as(student):
            for reason in ("Rude.", "Again."):
                operations.flag_comment(comment_id=comment_id, reason=reason, at=at)

        assert seen(article_id, ANONYMOUS, at) == ["Good."]
        assert Comment.objects.get().moderation_note == "Rude."

    def test_shows_what_is_flagged_to_the_office_alone(self, write, post, student, writer, at):
        article_id = write(is_published=True)
        operations.flag_comment(comment_id=post(article_id), reason="Rude.", at=at)

        for viewer in (ANONYMOUS, student):
            assert statuses(article_id, viewer, at) == [CommentStatus.VISIBLE]
            assert seen(article_id, viewer, at, status=CommentStatus.FLAGGED) == []
            assert seen(article_id, viewer, at, status=CommentStatus.VISIBLE) == ["Good."]
        staff = Actor(id=writer, role="staff")
        assert statuses(article_id, staff, at) == [CommentStatus.FLAGGED]
        assert seen(article_id, staff, at, status=CommentStatus.FLAGGED) == ["Good."]

    def test_hides_from_readers_not_from_the_office(self, write, post, writer, at):
        article_id = write(is_published=True)
        comment_id = post(article_id)
        staff = Actor(id=writer, role="staff")

        with acting_as(staff):
            for _ in range(2):
                operations.hide_comment(comment_id=comment_id, at=at, note="Off topic.")

        assert seen(article_id, ANONYMOUS, at) == []
        assert seen(article_id, ANONYMOUS, at, status=CommentStatus.HIDDEN) == []
        assert seen(article_id, staff, at, status=CommentStatus.HIDDEN) == ["Good."]
        assert str(Comment.objects.get().moderated_by_id) == writer
        operations.restore_comment(comment_id=comment_id, at=at)
        assert seen(article_id, ANONYMOUS, at) == ["Good."]

    def test_lets_authors_take_back_what_they_said(self, write, post, student, person, at):
        comment_id = post(write(is_published=True))
        other = Actor(id=person("Eve"), role="student")

        with acting_as(other), pytest.raises(NotNewsWriterError):
            operations.hide_comment(comment_id=comment_id, at=at)
        with acting_as(student):
            operations.hide_comment(comment_id=comment_id, at=at)
            with pytest.raises(NotNewsWriterError):
                operations.restore_comment(comment_id=comment_id, at=at)

        assert Comment.objects.get().status == CommentStatus.HIDDEN

    def test_flags_nothing_that_is_hidden_and_asks_who_flags(self, write, post, student, at):
        comment_id = post(write(is_published=True))

        with acting_as(ANONYMOUS), pytest.raises(NotOwnCommentError):
            operations.flag_comment(comment_id=comment_id, reason="x", at=at)
        operations.hide_comment(comment_id=comment_id, at=at)
        with acting_as(student), pytest.raises(CommentNotFoundError):
            operations.flag_comment(comment_id=comment_id, reason="x", at=at)


class TestListArticles:
    def titles(self, viewer=ANONYMOUS, ordering=("-is_pinned", "-published_at"), **filters):
        page = queries.list_articles(
            viewer=viewer,
            filters=ArticleFilters(**filters),
            ordering=ordering,
            window=Window(),
            at=self.at,
        )
        return [article.title for article in page.results]

    @pytest.fixture(autouse=True)
    def _front_page(self, write, writer, person, at):
        self.at, self.writer = at, writer
        self.teacher = person("Alan", role="teacher")
        hours = {"Old pin": 5, "New": 1, "Older": 3}
        for title, ago in hours.items():
            write(title, is_published=True, at=at - timedelta(hours=ago), tags=(title,))
        operations.pin_article(article_id=str(Article.objects.get(title="Old pin").pk), at=at)
        write("Draft", author_id=self.teacher)
        write("Ended", is_published=True, expires_at=at + timedelta(hours=1))
        Article.objects.filter(title="Ended").update(expires_at=at)

    def test_shows_pinned_first_then_newest(self):
        assert self.titles() == ["Old pin", "New", "Older"]

    def test_shows_drafts_to_authors_and_the_office(self):
        drafts = {"status": "draft"}
        assert self.titles(**drafts) == []
        assert self.titles(Actor(id=ids.new_id(), role="teacher"), **drafts) == []
        assert self.titles(Actor(id=self.teacher, role="teacher"), **drafts) == ["Draft"]
        assert self.titles(Actor(id=ids.new_id(), role="staff"), **drafts) == ["Draft"]

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"category": "general"}, ["Old pin", "New", "Older"]),
            ({"category": "unknown"}, []),
            ({"tag": "old-pin"}, ["Old pin"]),
            ({"pinned": True}, ["Old pin"]),
            ({"pinned": False}, ["New", "Older"]),
            ({"search": "pin old"}, ["Old pin"]),
            ({"search": "come"}, ["Old pin", "New", "Older"]),
        ],
    )
    def test_narrows_as_asked(self, filters, expected):
        assert self.titles(**filters) == expected

    def test_finds_by_author(self):
        assert self.titles(author_id=self.writer) == ["Old pin", "New", "Older"]
        assert self.titles(SYSTEM, author_id=self.teacher, status="draft") == ["Draft"]


class TestCost:
    """With six hundred articles, a page of twenty looks at little more than itself."""

    @pytest.fixture(autouse=True)
    def _many(self, write):
        write("Template", is_published=True, tags=("Common",))
        collection = connections["news"].get_collection("articles")
        document = collection.find_one()
        collection.insert_many([_copy(document, number) for number in range(600)])

    @pytest.mark.parametrize(
        ("viewer", "filters", "ordering"),
        [
            (ANONYMOUS, {}, ("-is_pinned", "-published_at")),
            (ANONYMOUS, {"category__slug": "general"}, ("-is_pinned", "-published_at")),
            (ANONYMOUS, {"tags__contains": ["common"]}, ("-is_pinned", "-published_at")),
            (SYSTEM, {}, ("-is_pinned", "-published_at")),
            (ANONYMOUS, {}, ("-published_at",)),
            (ANONYMOUS, {}, ("-updated_at",)),
        ],
    )
    def test_of_a_page_is_that_of_the_page(self, viewer, filters, ordering, at):
        found = Article.objects.filter(visible_to(viewer, at), status="published", **filters)

        rows = Keyset.of(Article, ordering).seek(found, None)[:21]
        plan = rows.explain(verbosity="executionStats")

        assert "COLLSCAN" not in plan
        assert max(map(int, re.findall(r'"totalDocsExamined": (\d+)', plan))) <= 63
        assert max(map(int, re.findall(r'"totalKeysExamined": (\d+)', plan))) <= 63


class TestApi:
    def test_gives_neighbours_figures_and_the_latest(self, write, post, at):
        post(write("First", is_published=True))
        write("Draft")

        assert (api.count_news().published, api.count_news().drafts) == (1, 1)
        assert api.count_news().comments == 1
        (latest,) = api.list_latest(at=at)
        assert api.get_article(article_id=latest.slug, at=at) == latest


class TestSubscriptions:
    def test_follow_authors(self, write, writer):
        write()
        for one in subscriptions.SUBSCRIPTIONS:
            payload = {"person_id": writer, "account_id": writer, "name": "N. B."}
            one.does(codec.from_builtins(payload, one.needs))

        assert Article.objects.get().author.name == "N. B."


def _copy(document, number):
    return {
        **document,
        "_id": ids.to_object_id(ids.new_id()),
        "slug": f"copy-{number}",
        "is_pinned": number % 100 == 0,
        "published_at": document["published_at"] - timedelta(minutes=number),
        "updated_at": document["updated_at"] - timedelta(minutes=number),
    }
