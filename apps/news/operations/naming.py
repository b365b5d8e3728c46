"""Names of articles, categories and tags in addresses."""

from django.utils.text import slugify

from apps.news.models import Article

_LONGEST = 100


def slug_of(name: str, document_id: str) -> str:
    """Return a name for addresses.

    Args:
        name: what people read, in any script.
        document_id: stands in where the name has no letter.

    Returns:
        Small letters, digits and dashes, at most 60 characters.
    """
    return slugify(name, allow_unicode=True)[:60].strip("-") or document_id


def free_article_slug(title: str, article_id: str) -> str:
    """Return a name for addresses that no other article has or had.

    Args:
        title: headline of the article.
        article_id: id of the article; its end is part of the name where the title is taken.

    Returns:
        Small letters of any script, digits and dashes.
    """
    slug = slugify(title, allow_unicode=True)[:_LONGEST].strip("-")
    if not slug:
        return f"article-{article_id}"
    others = Article.objects.exclude(pk=article_id)
    is_taken = (
        others.filter(slug=slug).exists() or others.filter(previous_slugs__contains=[slug]).exists()
    )
    return f"{slug}-{article_id[-8:]}" if is_taken else slug
