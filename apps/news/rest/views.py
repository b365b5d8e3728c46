"""News over HTTP."""

from apps.news import queries
from apps.news.data import (
    ArticleData,
    ArticlePublicationData,
    ArticleSummary,
    CategoryData,
    CommentData,
    PinData,
    TagData,
)
from apps.news.rest.permissions import NEWS
from apps.news.rest.serializers import (
    ArticlePublicationSerializer,
    ArticleSerializer,
    ArticleSummarySerializer,
    CategorySerializer,
    CommentSerializer,
    PinSerializer,
    TagSerializer,
)
from yggdrasil import clock
from yggdrasil.mongodb.paging import Page, Window
from yggdrasil.rest.views import DetailView, ListView


class ArticleList(ListView):
    """List the news, pinned articles first.

    Everybody sees what is published. Authors find their own drafts and the office all of them,
    by asking for that status.
    """

    permission_classes = NEWS
    serializer_class = ArticleSummarySerializer
    filters = queries.ArticleFilters
    orderings = {
        "pinned": ("-is_pinned", "-published_at"),
        "-published_at": ("-published_at",),
        "published_at": ("published_at",),
        "-updated_at": ("-updated_at",),
    }

    def get_page(
        self, *, filters: queries.ArticleFilters, ordering: tuple[str, ...], window: Window
    ) -> Page[ArticleSummary]:
        """Return one page."""
        return queries.list_articles(
            viewer=self.actor, filters=filters, ordering=ordering, window=window, at=clock.now()
        )


class ArticleDetail(DetailView):
    """Show one article, by id, by slug, or by an earlier slug.

    `content` is as it was written; `content_html` is safe to show.
    """

    permission_classes = NEWS
    serializer_class = ArticleSerializer

    def get_object(self, *, article_id: str) -> ArticleData:
        """Return the article."""
        return queries.get_article(viewer=self.actor, article_id=article_id, at=clock.now())


class ArticlePublication(DetailView):
    """Show whether, since when and until when an article is news."""

    permission_classes = NEWS
    serializer_class = ArticlePublicationSerializer

    def get_object(self, *, article_id: str) -> ArticlePublicationData:
        """Return its publication."""
        return queries.get_article_publication(
            viewer=self.actor, article_id=article_id, at=clock.now()
        )


class ArticlePin(DetailView):
    """Show whether an article stands before all others."""

    permission_classes = NEWS
    serializer_class = PinSerializer

    def get_object(self, *, article_id: str) -> PinData:
        """Return its pin."""
        return queries.get_pin(viewer=self.actor, article_id=article_id, at=clock.now())


class CommentList(ListView):
    """List the comments on an article. Hidden ones are shown to the office only."""

    permission_classes = NEWS
    serializer_class = CommentSerializer
    filters = queries.CommentFilters
    orderings = {"created_at": ("created_at",), "-created_at": ("-created_at",)}

    def get_page(
        self,
        *,
        article_id: str,
        filters: queries.CommentFilters,
        ordering: tuple[str, ...],
        window: Window,
    ) -> Page[CommentData]:
        """Return one page."""
        return queries.list_comments(
            viewer=self.actor,
            article_id=article_id,
            filters=filters,
            ordering=ordering,
            window=window,
            at=clock.now(),
        )


class CategoryList(ListView):
    """List the kinds of news, in the school's order."""

    permission_classes = NEWS
    serializer_class = CategorySerializer

    def get_page(self, *, window: Window, **_asked: object) -> Page[CategoryData]:
        """Return one page."""
        return queries.list_categories(window=window)


class TagList(ListView):
    """List the tags by name."""

    permission_classes = NEWS
    serializer_class = TagSerializer

    def get_page(self, *, window: Window, **_asked: object) -> Page[TagData]:
        """Return one page."""
        return queries.list_tags(window=window)
