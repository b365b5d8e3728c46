"""Categories and tags, and the articles that stand in them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from apps.news import operations
from apps.news.data import CategoryDetails
from apps.news.models import Article, Category, Tag
from apps.news.operations import CategoryInUseError, NameTakenError, categories
from apps.news.rules.access import NotNewsWriterError
from yggdrasil import ids
from yggdrasil.context import Actor, acting_as
from yggdrasil.mongodb.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("homes", "at")


def get(article_id):
    return Article.objects.get(pk=article_id)


class TestCategories:
    def test_refuse_a_second_one_of_the_name(self, category, at):
        with pytest.raises(NameTakenError):
            operations.create_category(
                category_id=ids.new_id(), details=CategoryDetails(name="General"), at=at
            )

    def test_take_their_articles_along_when_renamed(self, write, category, at):
        article_id = write()

        operations.change_category(
            category_id=category, details=CategoryDetails(name="Everything"), at=at
        )

        article = get(article_id)
        assert (article.category.name, article.category.slug) == ("Everything", "general")
        # An editor who has seen the old name begins again.
        assert article.version == 2

    def test_are_deleted_empty_only(self, write, category, at):
        article_id = write()
        with pytest.raises(CategoryInUseError):
            operations.delete_category(category_id=category, at=at)

        operations.delete_article(article_id=article_id, at=at)
        operations.delete_category(category_id=category, at=at)

        assert not Category.objects.exists()


class TestTags:
    def test_are_renamed_and_deleted_everywhere(self, write, at):
        article_id = write(tags=("Exams", "Help"))
        tag = Tag.objects.get(slug="exams")

        operations.rename_tag(tag_id=str(tag.pk), name="Examinations", at=at)
        assert Tag.objects.get(pk=tag.pk).slug == "exams"

        assert operations.delete_tag(tag_id=str(tag.pk), at=at) == 1
        assert get(article_id).tags == ["help"]

    def test_may_be_made_again_after_they_were_deleted(self, at):
        for _ in range(2):
            tag_id = operations.create_tag(name="Exams", at=at)
            operations.delete_tag(tag_id=tag_id, at=at)

        assert not Tag.objects.exists()

    def test_are_for_the_office(self, at):
        with acting_as(Actor(id=ids.new_id(), role="teacher")), pytest.raises(NotNewsWriterError):
            operations.create_tag(name="x", at=at)


class TestWritersAndSortersAtOnce:
    def test_let_no_article_stand_in_a_category_that_is_gone(
        self, write, category, at, monkeypatch
    ):
        looked, load = Event(), categories.load

        def load_and_tell(*args, **said):
            found = load(*args, **said)
            looked.set()
            return found

        monkeypatch.setattr(categories, "load", load_and_tell)

        def delete():
            try:
                operations.delete_category(category_id=category, at=at)
            except CategoryInUseError as refusal:
                return refusal
            finally:
                connections.close_all()

        def write_meanwhile(pool):
            article_id = write()
            deletion = pool.submit(delete)
            assert looked.wait(10)
            return article_id, deletion

        with ThreadPoolExecutor(1) as pool:
            article_id, deletion = unit_of_work("news").run(lambda: write_meanwhile(pool))

            assert isinstance(deletion.result(10), CategoryInUseError)

        assert Category.objects.filter(pk=get(article_id).category.category_id).exists()
