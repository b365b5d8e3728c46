"""How the predecessor's news becomes ours, and the way back."""

from collections import Counter
from typing import Any

from apps.news.predecessor.articles import ARTICLES
from apps.news.predecessor.sorting import CATEGORIES, TAGS

__all__ = ["MAPPINGS", "MEANINGS", "figures"]


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return what the predecessor's news looks like.

    Args:
        tallies: counted while it is split.
    """
    return {
        "articles": tallies["articles"],
        "articles_published": tallies["published"],
        "articles_with_published_at": tallies["publishedAt"],
        "articles_published_before_they_were_made": tallies["published before made"],
        "articles_by_teachers": tallies["by teacher"],
        "articles_without_summary": tallies["no summary"],
        "authors_dangling": tallies["orphan.author_unknown"],
        "slugs_taken": tallies["conflict.slug_taken"],
    }


MEANINGS = {
    "author_unknown": "The author is nobody's account; the name stays.",
    "draft_with_published_at": "A draft with a time of publication, which only published news has.",
    "name_missing": "Somebody without a name; one stands in.",
    "slug_made": "A name for addresses that was missing or malformed was made.",
    "slug_taken": "Two articles have the same name for addresses; the later one's got its key.",
}

MAPPINGS = (CATEGORIES, TAGS, ARTICLES)
