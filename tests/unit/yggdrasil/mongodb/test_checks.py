import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from django_mongodb_backend.models import EmbeddedModel

from yggdrasil.mongodb import checks
from yggdrasil.mongodb.checks import check_relations, check_router_order, check_write_guarantees

APPS = ("apps.courses", "apps.news", "apps.accounts", "yggdrasil")


@pytest.fixture
def registry(monkeypatch):
    """Declare models that nobody else sees."""
    with isolate_apps(*APPS) as registry:
        monkeypatch.setattr(checks, "apps", registry)
        yield registry


def told():
    return [message.msg for message in check_relations() if message.id == "yggdrasil.mongodb.E001"]


@pytest.mark.usefixtures("registry")
class TestCheckRelations:
    @pytest.mark.parametrize("kind", [models.ForeignKey, models.OneToOneField])
    @pytest.mark.parametrize("by_name", [True, False])
    def test_refuses_a_relation_to_another_home(self, kind, by_name):
        class Article(models.Model):
            class Meta:
                app_label = "news"

        class Lesson(models.Model):
            article = kind("news.Article" if by_name else Article, models.CASCADE)

            class Meta:
                app_label = "courses"

        assert told() == ["courses.Lesson.article refers to news.Article, which has another home."]

    def test_refuses_many_to_many_and_the_table_between(self):
        class Article(models.Model):
            class Meta:
                app_label = "news"

        class Lesson(models.Model):
            articles = models.ManyToManyField("news.Article")

            class Meta:
                app_label = "courses"

        assert len(told()) == 2

    def test_refuses_one_to_a_model_that_is_not_there(self):
        class Lesson(models.Model):
            article = models.ForeignKey("news.Nothing", models.CASCADE)

            class Meta:
                app_label = "courses"

        assert told() == ["courses.Lesson.article refers to news.Nothing, which has another home."]

    def test_refuses_one_of_an_embedded_document(self):
        class Article(models.Model):
            class Meta:
                app_label = "news"

        class Note(EmbeddedModel):
            article = models.ForeignKey("news.Article", models.CASCADE)

            class Meta:
                app_label = "courses"

        assert len(told()) == 1

    def test_refuses_one_between_an_app_and_the_platform(self):
        class Fact(models.Model):
            class Meta:
                app_label = "yggdrasil"

        class Lesson(models.Model):
            fact = models.ForeignKey(Fact, models.CASCADE)

            class Meta:
                app_label = "courses"

        assert len(told()) == 1

    def test_allows_one_within_a_home(self):
        class Course(models.Model):
            class Meta:
                app_label = "courses"

        class Lesson(models.Model):
            course = models.ForeignKey("courses.Course", models.CASCADE)
            parent = models.ForeignKey("self", models.CASCADE)

            class Meta:
                app_label = "courses"

        assert told() == []

    def test_allows_one_from_contrib_to_the_accounts(self):
        class Account(models.Model):
            class Meta:
                app_label = "accounts"

        class Entry(models.Model):
            account = models.ForeignKey(Account, models.CASCADE)

            class Meta:
                app_label = "admin"

        assert told() == []


class TestCheckRouterOrder:
    def test_allows_ours(self):
        assert check_router_order() == []

    @pytest.mark.parametrize(
        "routers",
        [
            [],
            ["routers.home_router.HomeRouter"],
            ["routers.home_router.HomeRouter", "django_mongodb_backend.routers.MongoRouter"],
        ],
    )
    def test_refuses_any_router_before_the_backends(self, settings, routers):
        settings.DATABASE_ROUTERS = routers

        assert [message.id for message in check_router_order()] == ["yggdrasil.mongodb.E002"]


class TestCheckWriteGuarantees:
    def test_belongs_to_the_checks_of_a_deployment(self):
        from django.core.checks.registry import registry

        assert check_write_guarantees in registry.deployment_checks
        assert check_write_guarantees not in registry.registered_checks


class TestTheHouse:
    def test_passes_its_own_checks(self):
        ours = [m for m in run_checks() if (m.id or "").startswith("yggdrasil.mongodb")]

        assert ours == []
