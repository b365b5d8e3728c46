"""What an article may say, and when news is news."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from apps.news.data import ArticleDetails, ArticleStatus
from yggdrasil.errors import ConflictError, FieldError, InvalidError
from yggdrasil.faults import faults_of_list, faults_of_text, told_of

LONGEST_CONTENT = 100_000
MOST_TAGS = 10
MOST_PREVIOUS_SLUGS = 20
FURTHEST_SCHEDULE = timedelta(days=730)

_BEGINS_AT = {
    "published": frozenset({ArticleStatus.DRAFT, ArticleStatus.SCHEDULED, ArticleStatus.EXPIRED}),
    "scheduled": frozenset({ArticleStatus.DRAFT, ArticleStatus.SCHEDULED, ArticleStatus.EXPIRED}),
    "unpublished": frozenset({ArticleStatus.PUBLISHED, ArticleStatus.SCHEDULED}),
    "expired": frozenset({ArticleStatus.PUBLISHED}),
    "pinned": frozenset({ArticleStatus.PUBLISHED, ArticleStatus.SCHEDULED}),
}


class InvalidArticleError(InvalidError):
    """Something in the article does not fit; `errors` names each field."""


class WrongArticleStatusError(ConflictError):
    """The article does not stand where this step begins."""


class WrongTimeError(InvalidError):
    """The time lies where it makes no sense."""


def is_news(*, status: ArticleStatus, expires_at: datetime | None, at: datetime) -> bool:
    """Return whether an article is news now, so that everybody may read it.

    Args:
        status: where it stands.
        expires_at: when it stops being news; None for never.
        at: now.

    Returns:
        True for what is published and has not expired, even if nobody has marked it so yet.
    """
    return status == ArticleStatus.PUBLISHED and (expires_at is None or expires_at > at)


def check_step(status: ArticleStatus, step: str, *, article_id: str) -> None:
    """Return if an article stands where a step begins.

    Args:
        status: where it stands.
        step: published, scheduled, unpublished, expired or pinned.
        article_id: id of the article, for the message.

    Raises:
        WrongArticleStatusError: if it stands elsewhere.
    """
    allowed = _BEGINS_AT[step]
    if status not in allowed:
        wanted = " or ".join(sorted(allowed))
        raise WrongArticleStatusError(
            f"Article {article_id} is {status}; only a {wanted} one can be {step}."
        )


def check_later(moment: datetime | None, *, than: datetime, what: str) -> None:
    """Return if a moment lies after another.

    Args:
        moment: the moment; None for never, which is always later.
        than: the other.
        what: name of the field, for the message.

    Raises:
        WrongTimeError: if it does not.
    """
    if moment is not None and moment <= than:
        message = f"It must lie after {than:%Y-%m-%d %H:%M} UTC."
        raise WrongTimeError(
            f"{what}: {message}", errors=(FieldError(field=what, message=message),)
        )


def check_schedule(publish_at: datetime, *, expires_at: datetime | None, at: datetime) -> None:
    """Return if an article can be scheduled for a moment.

    Args:
        publish_at: when it shall be published.
        expires_at: when it stops being news; None for never.
        at: now.

    Raises:
        WrongTimeError: if that is not in the next two years, or not before it expires.
    """
    check_later(publish_at, than=at, what="publish_at")
    check_later(at + FURTHEST_SCHEDULE, than=publish_at, what="publish_at")
    check_later(expires_at, than=publish_at, what="expires_at")


def tidied(details: ArticleDetails) -> ArticleDetails:
    """Return the details without the traces of typing.

    Args:
        details: as written.

    Returns:
        Texts without spaces around them, each tag named once.
    """
    tags: dict[str, str] = {}
    for tag in details.tags:
        tags.setdefault(tag.strip().casefold(), tag.strip())
    return replace(
        details,
        title=" ".join(details.title.split()),
        summary=details.summary.strip(),
        content=details.content.strip(),
        tags=tuple(tag for tag in tags.values() if tag),
    )


def check_details(details: ArticleDetails) -> None:
    """Return if an article can be kept.

    Args:
        details: tidied details.

    Raises:
        InvalidArticleError: naming every field that does not fit.
    """
    faults = tuple(_faults_of_article(details))
    if faults:
        raise InvalidArticleError(told_of("article", faults), errors=faults)


def slugs_after(*, current: str, previous: tuple[str, ...], new: str) -> tuple[str, ...]:
    """Return the earlier names of an article in addresses, once it has a new one.

    Args:
        current: its name until now.
        previous: its earlier names, oldest first.
        new: its name from now on.

    Returns:
        All earlier names but the new one, oldest first, at most 20.
    """
    if new == current:
        return previous
    kept = [slug for slug in (*previous, current) if slug != new]
    return tuple(dict.fromkeys(kept))[-MOST_PREVIOUS_SLUGS:]


def _faults_of_article(details: ArticleDetails) -> Iterator[FieldError]:
    yield from faults_of_text("title", details.title, most=300, is_required=True)
    yield from faults_of_text("summary", details.summary, most=500)
    yield from faults_of_text("content", details.content, most=LONGEST_CONTENT, is_required=True)
    yield from faults_of_list("tags", details.tags, most=MOST_TAGS, longest=50)
