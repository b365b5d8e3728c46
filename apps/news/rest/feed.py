"""The news as an Atom feed, for whoever collects news."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from apps.news import queries
from apps.news.data import ArticleData
from yggdrasil import clock
from yggdrasil.markup import without_controls
from yggdrasil.rest.conditional import etag_of

_MOST = 30


class NewsFeed(Feed):
    """The latest news, newest first. What is sent is safe to show."""

    feed_type = Atom1Feed
    title = "Yggdrasil: news of the school"
    subtitle = "What the school tells."

    def link(self) -> str:
        """Return the address of the list that the feed follows."""
        return reverse("article-list")

    def items(self) -> Iterable[ArticleData]:
        """Return the latest news."""
        return queries.list_latest(limit=_MOST, at=clock.now())

    def item_title(self, item: ArticleData) -> str:
        """Return the headline."""
        return without_controls(item.title)

    def item_description(self, item: ArticleData) -> str:
        """Return the content, safe to show."""
        return without_controls(item.content_html)

    def item_link(self, item: ArticleData) -> str:
        """Return the address of the article; it stays when the headline changes."""
        return reverse("article-detail", kwargs={"article_id": item.id})

    def item_guid(self, item: ArticleData) -> str:
        """Return the same name of the article for ever, wherever the feed is served."""
        return f"urn:yggdrasil:news:{item.id}"

    def item_pubdate(self, item: ArticleData) -> datetime | None:
        """Return when it became news."""
        return item.published_at

    def item_updateddate(self, item: ArticleData) -> datetime:
        """Return when it last changed."""
        return item.updated_at

    def item_author_name(self, item: ArticleData) -> str:
        """Return who wrote it."""
        return without_controls(item.author.name)

    def item_categories(self, item: ArticleData) -> tuple[str, ...]:
        """Return its category and tags."""
        return tuple(map(without_controls, (item.category.name, *item.tags)))


_feed = NewsFeed()


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Answer with the feed, or with 304 if the asker has it already.

    Args:
        request: its `If-None-Match` decides, or else its `If-Modified-Since`.

    Returns:
        Atom, with ETag and Last-Modified.
    """
    response = _feed(request)
    response.headers["ETag"] = etag_of(response.content)
    patch_cache_control(response, public=True, max_age=60)
    changed_at = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    etag = response.headers["ETag"]
    answer = get_conditional_response(
        request, etag=etag, last_modified=changed_at, response=response
    )
    return answer or response


feed.login_required = False  # type: ignore[attr-defined]  # everybody may read the news
