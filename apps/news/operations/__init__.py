"""Everything one can change about the news."""

from apps.news.operations.articles import (
    CategoryNotFoundError,
    delete_article,
    edit_article,
    write_article,
)
from apps.news.operations.categories import (
    CategoryInUseError,
    change_category,
    create_category,
    delete_category,
)
from apps.news.operations.comments import (
    CommentNotFoundError,
    flag_comment,
    hide_comment,
    post_comment,
    restore_comment,
)
from apps.news.operations.copies import follow_profile, mark_author
from apps.news.operations.due import (
    expire_due_articles,
    publish_due_articles,
    unpin_due_articles,
)
from apps.news.operations.loading import NameTakenError
from apps.news.operations.publication import (
    expire_article,
    pin_article,
    publish_article,
    schedule_article,
    unpin_article,
    unpublish_article,
)
from apps.news.operations.tags import TagNotFoundError, create_tag, delete_tag, rename_tag

__all__ = [
    "CategoryInUseError",
    "CategoryNotFoundError",
    "CommentNotFoundError",
    "NameTakenError",
    "TagNotFoundError",
    "change_category",
    "create_category",
    "create_tag",
    "delete_article",
    "delete_category",
    "delete_tag",
    "edit_article",
    "expire_article",
    "expire_due_articles",
    "flag_comment",
    "follow_profile",
    "hide_comment",
    "mark_author",
    "pin_article",
    "post_comment",
    "publish_article",
    "publish_due_articles",
    "rename_tag",
    "restore_comment",
    "schedule_article",
    "unpin_article",
    "unpin_due_articles",
    "unpublish_article",
    "write_article",
]
