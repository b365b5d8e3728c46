"""Articles of the predecessor, in both directions."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from bson import ObjectId
from django.utils.text import slugify

from apps.accounts.data import Role
from apps.news.data import ArticleStatus, ContentFormat
from apps.news.models import Article, Author, Category, CategoryCopy
from apps.news.predecessor.sorting import (
    NAMES,
    UNSORTED,
    category,
    category_key,
    category_name,
    category_slug,
    tag_slug,
)
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity, Key
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, repaired
from yggdrasil.cutover.mapping.lists import Texts
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.table import Column, Part, Table, blank_of

UNKNOWN_AUTHOR = "Unknown author"
_LONGEST_SLUG = 120
# What `slugify` would return as it is.
_IS_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")

_MOMENT, _FLAG = Moment(), Flag()
_AUTHOR = Table(
    Author,
    [
        Column("userId", "account_id", Key()),
        Column("name", "name", Text(limit=120)),
        Column("role", "role", Text(limit=10)),
    ],
)
_ARTICLE = Table(
    Article,
    [
        Column("_id", "_id", Identity(collection="news_articles")),
        Column("title", "title", Text(limit=300)),
        Column("content", "content", Text()),
        Column("summary", "summary", Text(limit=500), is_optional=True),
        Column("slug", "slug", Text()),
        Column("tags", "tags", Texts(limit=50)),
        Column("author", "author", Part(table=_AUTHOR)),
        Column("isPinned", "is_pinned", Flag()),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def slug_of(article: Document) -> str:
    """Return the name of an article in addresses: its own, else one made of its title or key.

    Args:
        article: the predecessor's document.
    """
    slug = article.get("slug")
    if isinstance(slug, str) and len(slug) <= _LONGEST_SLUG and _IS_SLUG(slug):
        return slug
    for text in (slug, article.get("title")):
        made = slugify(text, allow_unicode=True)[:_LONGEST_SLUG] if isinstance(text, str) else ""
        if made:
            return made
    return str(article["_id"]).lower()


def split_article(article: Document, known: Known) -> Parts:
    """Return our article for one of the predecessor's.

    Args:
        article: the predecessor's document.
        known: its author; whose slug it has; who else stands nowhere.

    Returns:
        One article; the first one that stands nowhere brings the category for such along.
    """
    parts = Parts()
    new = _ARTICLE.split(article, parts.findings)
    new["created_at"], new["updated_at"] = created_at(new), updated_at(new)
    new["slug"] = _slug(article, known, parts.findings)
    is_html = _HTML.search(new["content"])
    new["content_format"] = (ContentFormat.HTML if is_html else ContentFormat.PLAIN).value
    new["tags"] = list(dict.fromkeys(filter(None, map(tag_slug, new["tags"]))))
    _publish(article, new, parts.findings)
    author = new["author"]
    account = known["author"].get(author["account_id"])
    if account is None:
        key = author["account_id"]
        parts.findings.append(Finding(Sort.ORPHAN, "author_unknown", "author.userId", key, key))
    if not author["name"]:
        author["name"] = UNKNOWN_AUTHOR
        parts.findings.append(repaired("name_missing", "author.name", None, UNKNOWN_AUTHOR))
    author["is_active"] = account is not None and account.get("isActive") is not False
    new["category"] = _category(article)
    parts.documents.append((Article, new))
    if new["category"]["slug"] == UNSORTED and article["_id"] not in known["unsorted"]:
        parts.documents.append((Category, category(UNSORTED, {"first": {}})))
    parts.tallies += _tallies(article)
    return parts


def merge_article(found: Found) -> Document | None:
    """Return the predecessor's article for ours; its views are the statistics app's.

    Args:
        found: the article.
    """
    new = found.one(Article)
    if new is None:
        return None
    article = _ARTICLE.merge(new)
    article["category"] = new["category"]["slug"]
    article["isPublished"] = new["status"] == ArticleStatus.PUBLISHED
    if article["isPublished"]:
        article["publishedAt"] = new["published_at"]
    return article


def _slug(article: Document, known: Known, findings: list[Finding]) -> str:
    slug, found = slug_of(article), article.get("slug")
    if article["_id"] in known["slug"]:
        kept = f"{slug[: _LONGEST_SLUG - 25]}-{article['_id']}"
        findings.append(Finding(Sort.CONFLICT, "slug_taken", "slug", found, kept))
        return kept
    if slug != found:
        findings.append(repaired("slug_made", "slug", found, slug))
    return slug


def _publish(article: Document, new: Document, findings: list[Finding]) -> None:
    """Let an article be out, or a draft, which has no time of publication."""
    said = _MOMENT.read(article.get("publishedAt"), "publishedAt", findings)
    if _FLAG.read(article.get("isPublished"), "isPublished", findings):
        new["status"] = ArticleStatus.PUBLISHED.value
        new["published_at"] = said or new["updated_at"]
        if said is None:
            found = article.get("publishedAt")
            findings.append(repaired("date_missing", "publishedAt", found, new["published_at"]))
    elif said is not None:
        findings.append(repaired("draft_with_published_at", "publishedAt", said, None))


def _category(article: Document) -> Document:
    return _category_of(word if isinstance(word := article.get("category"), str) else "")


# Many articles share few categories.
@lru_cache(maxsize=1024)
def _category_of(word: str) -> Document:
    slug = category_slug(word)
    name = category_name(slug)
    return blank_of(CategoryCopy) | {"category_id": category_key(slug), "slug": slug, "name": name}


def _tallies(article: Document) -> list[str]:
    author = article.get("author")
    published, made = article.get("publishedAt"), article.get("createdAt")
    checks = {
        "published": article.get("isPublished") is True,
        "publishedAt": published is not None,
        "published before made": isinstance(published, datetime)
        and isinstance(made, datetime)
        and published < made,
        "by teacher": isinstance(author, dict) and author.get("role") == Role.TEACHER,
        "no summary": article.get("summary") is None,
    }
    return ["articles", *(name for name, is_so in checks.items() if is_so)]


def _author(article: Document) -> list[Any]:
    author = article.get("author")
    key = author.get("userId") if isinstance(author, dict) else None
    return [key] if isinstance(key, ObjectId) else []


def _unsorted(article: Document) -> Any:
    return UNSORTED if _category(article)["slug"] == UNSORTED else None


ARTICLES = CollectionMapping(
    source="news_articles",
    names=NAMES,
    into=(Article, Category),
    owns=REST,
    split=split_article,
    merge=merge_article,
    finds=(Find(Article),),
    looks_up=(Lookup(name="author", collection="users", asks=_author, fields=("isActive",)),),
    uniques=(
        Unique(name="slug", fields=("slug", "title"), value=slug_of),
        Unique(name="unsorted", fields=("category",), value=_unsorted),
    ),
)
