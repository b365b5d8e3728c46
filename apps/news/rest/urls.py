"""Addresses of the news app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.news.rest import views
from apps.news.rest.feed import feed

urlpatterns: list[URLPattern] = [
    path("news/articles/", views.ArticleList.as_view(), name="article-list"),
    path("news/articles/<str:article_id>/", views.ArticleDetail.as_view(), name="article-detail"),
    path(
        "news/articles/<str:article_id>/publication/",
        views.ArticlePublication.as_view(),
        name="article-publication",
    ),
    path("news/articles/<str:article_id>/pin/", views.ArticlePin.as_view(), name="article-pin"),
    path(
        "news/articles/<str:article_id>/comments/",
        views.CommentList.as_view(),
        name="comment-list",
    ),
    path("news/categories/", views.CategoryList.as_view(), name="category-list"),
    path("news/tags/", views.TagList.as_view(), name="tag-list"),
    path("news/feed.atom", feed, name="news-feed"),
]
