"""The demo school's news, made through the operations like any other."""

from datetime import datetime, timedelta
from itertools import cycle

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.news import operations
from apps.news.data import ArticleDetails, CategoryDetails
from apps.news.demo.articles import ARTICLES, CATEGORIES, DemoArticle
from apps.news.models import Article as Article, Category, Comment as Comment
from yggdrasil import clock, ids
from yggdrasil.eventstore.backends.mongodb import MongoEventStore
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work


def make(*, at: datetime) -> int:
    """Make the demo school's news.

    Args:
        at: the present moment.

    Returns:
        Number of documents made; nothing if they were there already.
    """
    # One commit for all: operations join the unit that is open.
    return unit_of_work(alias_of("news")).run(lambda: _make(at))


def _make(at: datetime) -> int:
    told = _told_ids()
    made = _make_categories(at, told)
    missing = [article for article in ARTICLES if _article_id(article) not in told]
    if missing:
        writers = cycle([*_ids_of(Role.STAFF), *_ids_of(Role.ADMIN)])
        speakers = cycle(_ids_of(Role.STUDENT))
        for article in missing:
            _write(article, next(writers), at)
            made += 1 + _comment(article, speakers, at)
    return made


def _told_ids() -> set[str]:
    """Return the ids of what was made once, even if staff deleted it since."""
    store = MongoEventStore(alias_of("news"))
    articles = store.known("news.article", list(map(_article_id, ARTICLES)))
    return articles | store.known("news.category", [_category_id(key) for key, *_ in CATEGORIES])


def _make_categories(at: datetime, told: set[str]) -> int:
    made = 0
    for position, (key, name, description) in enumerate(CATEGORIES):
        is_there = Category.objects.filter(slug=key).exists()
        if not is_there and _category_id(key) not in told:
            details = CategoryDetails(name=name, description=description, position=position)
            operations.create_category(category_id=_category_id(key), details=details, at=at)
            made += 1
    return made


def _write(article: DemoArticle, author_id: str, at: datetime) -> None:
    article_id = _article_id(article)
    written_at = at - timedelta(days=max(article.days or 0, 0), hours=2)
    expires_at = _published_at(article, at) + timedelta(days=article.lasts_days or 0)
    with clock.held(written_at):
        details = ArticleDetails(
            title=article.title,
            summary=article.summary,
            content=article.content,
            content_format=article.content_format,
            category_id=str(Category.objects.get(slug=article.category).pk),
            tags=article.tags,
            expires_at=expires_at if article.lasts_days is not None else None,
        )
        operations.write_article(
            article_id=article_id, details=details, author_id=author_id, at=written_at
        )
    _publish(article, article_id, written_at, at)


def _publish(article: DemoArticle, article_id: str, written_at: datetime, at: datetime) -> None:
    if article.days is None:
        return
    published_at = _published_at(article, at)
    with clock.held(min(published_at, at)):
        if article.days < 0:
            operations.schedule_article(
                article_id=article_id, publish_at=published_at, at=written_at
            )
        else:
            operations.publish_article(article_id=article_id, at=published_at)
        if article.is_pinned:
            operations.pin_article(article_id=article_id, at=published_at)


def _comment(article: DemoArticle, speakers: "cycle[str]", at: datetime) -> int:
    parent_id = None
    for number, text in enumerate(article.comments):
        said_at = _published_at(article, at) + timedelta(hours=1 + number)
        comment_id = ids.derived_id("demo", "comment", article.key, str(number))
        is_answer = text.startswith("> ")
        with clock.held(said_at):
            operations.post_comment(
                comment_id=comment_id,
                article_id=_article_id(article),
                author_id=next(speakers),
                text=text.removeprefix("> "),
                parent_id=parent_id if is_answer else None,
                at=said_at,
            )
        parent_id = parent_id if is_answer else comment_id
    return len(article.comments)


def _published_at(article: DemoArticle, at: datetime) -> datetime:
    return at - timedelta(days=article.days or 0)


def _article_id(article: DemoArticle) -> str:
    return ids.derived_id("demo", "article", article.key)


def _category_id(key: str) -> str:
    return ids.derived_id("demo", "category", key)


def _ids_of(role: Role) -> list[str]:
    found = accounts.list_accounts(role=role, limit=1_000)
    return [account.id for account in sorted(found, key=lambda account: account.email)]
