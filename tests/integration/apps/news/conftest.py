"""Somebody who writes, a category, and articles to work on."""

from datetime import timedelta

import pytest

from apps.news import operations
from apps.news.data import ArticleDetails, CategoryDetails
from yggdrasil import clock, ids


@pytest.fixture
def writer(person):
    return person("Nellie", "Bly", role="staff")


@pytest.fixture
def category(homes):
    return operations.create_category(
        category_id=ids.new_id(), details=CategoryDetails(name="General"), at=clock.now()
    )


@pytest.fixture
def say(category):
    """Return a function that makes what an article says."""

    def details(title="Open day", **said) -> ArticleDetails:
        return ArticleDetails(
            **{"title": title, "content": "Come and see.", "category_id": category, **said}
        )

    return details


@pytest.fixture
def write(writer, say):
    """Return a function that writes an article as the school's office, and returns its id."""

    def make(title="Open day", *, is_published=False, at=None, **said) -> str:
        article_id, now = ids.new_id(), at or clock.now()
        author_id = said.pop("author_id", writer)
        operations.write_article(
            article_id=article_id,
            details=say(title, **said),
            author_id=author_id,
            at=now - timedelta(minutes=1),
        )
        if is_published:
            operations.publish_article(article_id=article_id, at=now)
        return article_id

    return make
