"""Categories and tags: the predecessor knows them as words on articles only."""

from functools import lru_cache

from bson import ObjectId
from django.utils.text import slugify

from apps.news.models import Category, Tag
from yggdrasil.cutover.mapping.collection import CollectionMapping, Known, Lookup, Parts, Unique
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.moments import LONG_AGO
from yggdrasil.cutover.mapping.table import blank_of
from yggdrasil.ids import derived_id

NAMES = ("news_articles", "news")
# Where articles stand that the predecessor put nowhere.
UNSORTED = "unsorted"
_LONGEST_SLUG = 60
_LONGEST_NAME = 50


def category_slug(word: str) -> str:
    """Return the name of a category in addresses.

    Args:
        word: what stands on an article.
    """
    return slugify(word)[:_LONGEST_SLUG].strip("-") or UNSORTED


def category_key(slug: str) -> ObjectId:
    """Return the key of a category.

    Args:
        slug: its name in addresses.
    """
    return ObjectId(derived_id("predecessor", "category", slug))


def category_name(slug: str) -> str:
    """Return how people read a category.

    Args:
        slug: its name in addresses.
    """
    return slug.replace("-", " ").capitalize()[:_LONGEST_NAME]


# Many articles share few words.
@lru_cache(maxsize=1024)
def tag_slug(word: str) -> str:
    """Return the name of a tag in addresses; empty for a word without letters.

    Args:
        word: what stands on an article.
    """
    return slugify(word, allow_unicode=True)[:_LONGEST_SLUG].strip("-")


def category(slug: str, known: Known, word: str = "") -> Document:
    """Return a category.

    Args:
        slug: its name in addresses.
        known: when the first article in it was made, under `first`.
        word: what stands on that article.
    """
    made = known["first"].get(word) or LONG_AGO
    return blank_of(Category) | {
        "_id": category_key(slug),
        "created_at": made,
        "updated_at": made,
        "slug": slug,
        "name": category_name(slug),
    }


def split_category(word: Document, known: Known) -> Parts:
    """Return the category for a word; nothing for one that another word names already.

    Args:
        word: the word, under `_id`.
        known: when the first article with it was made; whose slug it has, if another's.
    """
    slug = category_slug(word["_id"])
    if slug == UNSORTED or word["_id"] in known["taken"]:
        return Parts()
    return Parts(documents=[(Category, category(slug, known, word["_id"]))])


def split_tag(word: Document, known: Known) -> Parts:
    """Return the tag for a word; nothing for one that another word names already.

    Args:
        word: the word, under `_id`.
        known: when the first article with it was made; whose slug it has, if another's.
    """
    slug = tag_slug(word["_id"])
    if not slug or word["_id"] in known["taken"]:
        return Parts()
    made = known["first"].get(word["_id"]) or LONG_AGO
    tag = blank_of(Tag) | {
        "_id": ObjectId(derived_id("news", "tag", slug)),
        "created_at": made,
        "updated_at": made,
        "slug": slug,
        "name": word["_id"].strip()[:_LONGEST_NAME],
    }
    return Parts(documents=[(Tag, tag)])


def _first(path: str) -> Lookup:
    return Lookup(
        name="first",
        collection="news_articles",
        path=path,
        asks=("_id",),
        earliest="createdAt",
    )


CATEGORIES = CollectionMapping(
    source="news_articles",
    names=NAMES,
    into=(Category,),
    distinct="category",
    split=split_category,
    looks_up=(_first("category"),),
    uniques=(Unique(name="taken", fields=("_id",), value=lambda word: category_slug(word["_id"])),),
)
TAGS = CollectionMapping(
    source="news_articles",
    names=NAMES,
    into=(Tag,),
    distinct="tags",
    split=split_tag,
    looks_up=(_first("tags"),),
    uniques=(Unique(name="taken", fields=("_id",), value=lambda word: tag_slug(word["_id"])),),
)
