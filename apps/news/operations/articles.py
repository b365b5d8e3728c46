"""Write, edit and delete articles."""

from datetime import datetime

from apps.news import events
from apps.news.data import ArticleDetails, ArticleStatus
from apps.news.models import Article, Category, Comment
from apps.news.operations.loading import author_from_profile, load, save
from apps.news.operations.naming import free_article_slug
from apps.news.operations.tags import ensure_tags
from apps.news.queries import ArticleNotFoundError
from apps.news.rules import access, articles as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import checked_id
from yggdrasil.mongodb.hold import hold

_TOLD = ("title", "summary", "content", "content_format", "tags", "expires_at", "category")


class CategoryNotFoundError(NotFoundError):
    """There is no such category."""


@command
def write_article(*, article_id: str, details: ArticleDetails, author_id: str, at: datetime) -> str:
    """Write an article; it is a draft.

    Args:
        article_id: a new id.
        details: what it says.
        author_id: id of the account in whose name it is.
        at: now.

    Returns:
        The id.

    Raises:
        NotNewsWriterError: unless by the office.
        InvalidArticleError: if something does not fit.
        CategoryNotFoundError: if there is no such category.
        NotFoundError: if there is no such author.
        WrongTimeError: if it would expire in the past.
    """
    access.check_can_write(current().actor)
    article = Article(pk=checked_id(article_id), author=author_from_profile(author_id))
    _fill(article, details, at)
    fact = events.ArticleWritten(
        article_id=article_id,
        slug=article.slug,
        title=article.title,
        category_id=str(article.category.category_id),
        author_id=author_id,
        at=at,
    )
    save(article, events.article_written, fact)
    return article_id


@command
def edit_article(
    *, article_id: str, details: ArticleDetails, at: datetime, expected_version: int | None = None
) -> None:
    """Let an article say other things. With another title it gets another name in addresses.

    Args:
        article_id: id of the article.
        details: all that it says from now on.
        at: now.
        expected_version: version the writer has seen; None to edit whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
        InvalidArticleError: if something does not fit.
        CategoryNotFoundError: if there is no such category.
        WrongTimeError: if it would expire in the past, or before it is published.
    """
    access.check_can_write(current().actor)
    article = load(Article, article_id, ArticleNotFoundError, expected_version=expected_version)
    before = _said(article)
    _fill(article, details, at)
    changed = tuple(name for name, value in _said(article).items() if value != before[name])
    if not changed:
        return
    fact = events.ArticleEdited(
        article_id=article_id,
        slug=article.slug,
        title=article.title,
        category_id=str(article.category.category_id),
        changed=changed,
        at=at,
    )
    save(article, events.article_edited, fact)


@command
def delete_article(*, article_id: str, at: datetime, expected_version: int | None = None) -> None:
    """Delete an article for good, with its comments.

    Args:
        article_id: id of the article.
        at: now.
        expected_version: version the writer has seen; None to delete whatever there is.

    Raises:
        NotNewsWriterError: unless by the office.
        ArticleNotFoundError: if there is none.
        VersionConflictError: if it is at another version.
    """
    access.check_can_write(current().actor)
    article = load(Article, article_id, ArticleNotFoundError, expected_version=expected_version)
    comments = Comment.objects.filter(article_id=article.pk).delete()[0]
    fact = events.ArticleDeleted(article_id=article_id, comments=comments, at=at)
    events.article_deleted.send(article, payload=fact)
    article.delete()


def _fill(article: Article, details: ArticleDetails, at: datetime) -> None:
    tidy = rules.tidied(details)
    rules.check_details(tidy)
    _check_expiry(article, tidy, at)
    category = load(Category, tidy.category_id, CategoryNotFoundError)
    hold(category)
    if tidy.title != article.title:
        _rename(article, tidy.title)
    article.summary = tidy.summary
    article.content = tidy.content
    article.content_format = tidy.content_format
    article.category = category.to_copy()
    article.tags = ensure_tags(tidy.tags, at)
    article.expires_at = tidy.expires_at


def _check_expiry(article: Article, tidy: ArticleDetails, at: datetime) -> None:
    if tidy.expires_at != article.expires_at:
        is_waiting = article.status == ArticleStatus.SCHEDULED
        begins_at = article.published_at if is_waiting and article.published_at else at
        rules.check_later(tidy.expires_at, than=begins_at, what="expires_at")


def _rename(article: Article, title: str) -> None:
    slug = free_article_slug(title, str(article.pk))
    if article.slug:
        article.previous_slugs = list(
            rules.slugs_after(
                current=article.slug, previous=tuple(article.previous_slugs), new=slug
            )
        )
    article.title, article.slug = title, slug


def _said(article: Article) -> dict[str, object]:
    said = {name: getattr(article, name) for name in _TOLD if name != "category"}
    return said | {"category": article.category.category_id}
