"""The small copies of people and words that articles and comments keep."""

import pytest

from apps.news import operations
from apps.news.models import Article, Comment
from yggdrasil import ids
from yggdrasil.mongodb.load import measured

pytestmark = pytest.mark.usefixtures("homes", "at")


def get(article_id):
    return Article.objects.get(pk=article_id)


def commands(operation, **said):
    with measured() as load:
        operation(**said)
    return load.total(alias="news").count


class TestCopies:
    def test_follow_the_author_everywhere_once(self, write, writer, at):
        article_id = write(is_published=True)
        operations.post_comment(
            comment_id=ids.new_id(), article_id=article_id, author_id=writer, text="Hm.", at=at
        )

        for expected in (2, 0):
            assert operations.follow_profile(account_id=writer, name="N. Bly") == expected
        for expected in (2, 0):
            assert operations.mark_author(account_id=writer, is_active=False) == expected

        assert get(article_id).author.name == Comment.objects.get().author.name == "N. Bly"
        assert get(article_id).author.is_active is False

    def test_cost_the_same_for_many_as_for_few(self, write, writer, at):
        write(tags=("Exams",))
        few = commands(operations.follow_profile, account_id=writer, name="N. Bly")
        for number in range(5):
            write(f"Open day {number}", tags=("Exams",))

        assert commands(operations.follow_profile, account_id=writer, name="Nellie") == few
        assert {article.author.name for article in Article.objects.all()} == {"Nellie"}


class TestTags:
    def test_are_taken_off_many_articles_at_the_cost_of_one(self, write, at):
        costs = []
        for names in (["One"], ["Two", "Three", "Four"]):
            for name in names:
                write(name, tags=("Exams",))
            tag_id = operations.create_tag(name="Exams", at=at)
            costs.append(commands(operations.delete_tag, tag_id=tag_id, at=at))

        assert costs[0] == costs[1]
        assert {tuple(article.tags) for article in Article.objects.all()} == {()}
