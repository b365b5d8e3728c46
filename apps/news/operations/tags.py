"""Make, rename and delete tags."""

from datetime import datetime

from apps.news import events
from apps.news.models import Article, Tag
from apps.news.operations.loading import load, save
from apps.news.operations.naming import slug_of
from apps.news.rules import access, sorting
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import new_id
from yggdrasil.mongodb.many import change_many


class TagNotFoundError(NotFoundError):
    """There is no such tag."""


@command
def create_tag(*, name: str, at: datetime) -> str:
    """Make a tag, or find the one that is spelled so in addresses.

    Args:
        name: how people read it.
        at: now.

    Returns:
        Id of the tag.

    Raises:
        NotNewsWriterError: unless by the office.
        InvalidSortingError: if the name does not fit.
    """
    access.check_can_write(current().actor)
    return str(_ensure(name, at).pk)


@command
def rename_tag(*, tag_id: str, name: str, at: datetime) -> None:
    """Let people read a tag otherwise; in addresses it stays as it is.

    Args:
        tag_id: id of the tag.
        name: how people read it from now on.
        at: now.

    Raises:
        NotNewsWriterError: unless by the office.
        TagNotFoundError: if there is none.
        InvalidSortingError: if the name does not fit.
    """
    access.check_can_write(current().actor)
    sorting.check_tag(name)
    tag = load(Tag, tag_id, TagNotFoundError)
    tag.name = name.strip()
    fact = events.TagRenamed(tag_id=tag_id, slug=tag.slug, name=tag.name, at=at)
    save(tag, events.tag_renamed, fact)


@command
def delete_tag(*, tag_id: str, at: datetime) -> int:
    """Delete a tag, and take it off all articles.

    Args:
        tag_id: id of the tag.
        at: now.

    Returns:
        How many articles had it.

    Raises:
        NotNewsWriterError: unless by the office.
        TagNotFoundError: if there is none.
    """
    access.check_can_write(current().actor)
    tag = load(Tag, tag_id, TagNotFoundError)
    untagged = change_many(Article, {"tags": tag.slug}, pulls={"tags": tag.slug})
    events.tag_deleted.send(tag, payload=events.TagDeleted(tag_id=tag_id, slug=tag.slug, at=at))
    tag.delete()
    return untagged


def ensure_tags(names: tuple[str, ...], at: datetime) -> list[str]:
    """Return the slugs of tags, after making those that are new; for use within operations.

    Args:
        names: how people read them.
        at: now.

    Returns:
        Slugs in the order of the names, each once.

    Raises:
        InvalidSortingError: if a name does not fit.
    """
    return list(dict.fromkeys(_ensure(name, at).slug for name in names))


def _ensure(name: str, at: datetime) -> Tag:
    sorting.check_tag(name)
    tag_id = new_id()
    slug = slug_of(name, tag_id)
    found = Tag.objects.filter(slug=slug).first()
    if found is not None:
        return found
    tag = Tag(pk=tag_id, slug=slug, name=name.strip())
    save(tag, events.tag_created, events.TagCreated(tag_id=tag_id, slug=slug, name=tag.name, at=at))
    return tag
