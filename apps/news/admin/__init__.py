"""Staff's door to the news app."""

from django.contrib import admin

from apps.news.admin.articles import ArticleAdmin
from apps.news.admin.comments import CommentAdmin
from apps.news.admin.sorting import CategoryAdmin, TagAdmin
from apps.news.models import Article, Category, Comment, Tag

admin.site.register(Article, ArticleAdmin)
admin.site.register(Category, CategoryAdmin)
admin.site.register(Tag, TagAdmin)
admin.site.register(Comment, CommentAdmin)
