"""The demo school's news: of every kind, the same at every run."""

import pytest

from apps.accounts import demo as accounts_demo
from apps.news import demo, operations, queries
from apps.news.data import ArticleStatus
from apps.news.models import Article, Comment
from apps.users import demo as users_demo

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def school(homes, at):
    for part in (accounts_demo, users_demo):
        part.make(at=at)
    return demo.make(at=at)


class TestMake:
    def test_makes_twenty_articles_with_comments_once(self, school, at):
        assert Article.objects.count() == 20
        assert Comment.objects.count() == school - 24
        assert demo.make(at=at) == 0

    def test_leaves_deleted_what_staff_deleted(self, school, at):
        article = Article.objects.first()
        operations.delete_article(article_id=str(article.pk), at=at)

        assert demo.make(at=at) == 0

    def test_shows_articles_of_every_kind(self, school, at):
        counts = queries.count_news()
        assert (counts.published, counts.drafts, counts.scheduled) == (16, 2, 2)
        assert Article.objects.filter(is_pinned=True).count() == 2

        assert operations.expire_due_articles(at=at) == 1
        assert Article.objects.filter(status=ArticleStatus.EXPIRED).count() == 1

    def test_writes_comments_that_answer_each_other(self, school):
        answers = Comment.objects.filter(parent_id__isnull=False)

        assert answers.count() >= 5
        keys = set(Comment.objects.values_list("pk", flat=True))
        assert {answer.parent_id for answer in answers} <= keys
