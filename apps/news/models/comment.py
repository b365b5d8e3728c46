"""What people say under an article."""

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField, ObjectIdField

from apps.news.data import CommentData, CommentStatus
from apps.news.models.copies import Author
from yggdrasil.mongodb.aggregate import Aggregate
from yggdrasil.mongodb.path_index import PathIndex
from yggdrasil.mongodb.shapes import data_from


class Comment(Aggregate):
    """One comment, plain text, on an article or in answer to another comment of it.

    Indexes: article with status in order of time; status in order of time, for moderation; all in
    order of time; author.
    Growth: unbounded in number, 2,000 characters each.
    """

    article_id = ObjectIdField()
    # Of a comment on the article itself: absent. Answers go one level deep.
    parent_id = ObjectIdField(null=True, blank=True)
    author = EmbeddedModelField(Author)
    text = models.TextField(max_length=2000)
    status = models.CharField(
        max_length=7,
        choices=[(s.value, s.name.title()) for s in CommentStatus],
        default=CommentStatus.VISIBLE,
    )
    # Why it was hidden or flagged; shown to staff.
    moderation_note = models.CharField(max_length=300, blank=True, default="")
    moderated_by_id = ObjectIdField(null=True, blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "comments"
        indexes = [
            models.Index(
                fields=["article_id", "status", "created_at", "id"], name="comments_article"
            ),
            models.Index(fields=["status", "-created_at", "-id"], name="comments_moderation"),
            models.Index(fields=["-created_at", "-id"], name="comments_created"),
            PathIndex(paths=["author.account_id", "-created_at"], name="comments_author"),
        ]

    def __str__(self) -> str:
        return f"{self.author.name}: {self.text:.40}"

    def to_data(self) -> CommentData:
        """Return the comment as readers see it."""
        return data_from(self, CommentData, author=self.author.to_data())
