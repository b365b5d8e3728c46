"""What the clock does: publish what is due, mark what expired, take off old pins."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from apps.news.data import ArticleStatus
from apps.news.models import Article
from apps.news.operations.publication import expire_article, publish_article, unpin_article
from apps.news.rules.articles import WrongTimeError
from yggdrasil.errors import ConflictError, NotFoundError
from yggdrasil.logs import get_logger

log = get_logger(__name__)


def publish_due_articles(*, at: datetime) -> int:
    """Publish the scheduled articles whose time has come, each in its own unit of work.

    Args:
        at: now.

    Returns:
        How many were published.
    """
    due = Article.objects.filter(status=ArticleStatus.SCHEDULED, published_at__lte=at)
    return _run_for_each(due.order_by("published_at"), publish_article, at)


def expire_due_articles(*, at: datetime) -> int:
    """Mark the articles that stopped being news.

    Args:
        at: now.

    Returns:
        How many expired.
    """
    due = Article.objects.filter(status=ArticleStatus.PUBLISHED, expires_at__lte=at)
    return _run_for_each(due.order_by("expires_at"), expire_article, at)


def unpin_due_articles(*, at: datetime) -> int:
    """Take off the pins whose time is over.

    Args:
        at: now.

    Returns:
        How many came off.
    """
    due = Article.objects.filter(is_pinned=True, pinned_until__lte=at)
    return _run_for_each(due.order_by("pinned_until"), unpin_article, at)


def _run_for_each(due: "QuerySet[Article]", run: Callable[..., None], at: datetime) -> int:
    finished = 0
    # All of them: those left alone stand in front at every run.
    for key in list(due.values_list("pk", flat=True)):
        try:
            run(article_id=str(key), at=at)
        except (ConflictError, NotFoundError, WrongTimeError) as error:
            # Somebody was faster, or the article makes no sense any more: staff will see it.
            log.warning("Article left alone.", article_id=str(key), error=error.code)
        else:
            finished += 1
    return finished
