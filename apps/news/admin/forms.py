"""The form of an article."""

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
)

from apps.news.models import Article, Category
from yggdrasil.admin.fields import LinesField
from yggdrasil.admin.forms import DocumentForm


class ArticleForm(DocumentForm):
    """What a writer says, and when it shall be news."""

    category_id = forms.ChoiceField(label="Category", widget=UnfoldAdminSelectWidget())
    tags = LinesField(required=False, help_text="One a line; new ones are made.")
    content = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 16}))
    publish_at = forms.SplitDateTimeField(
        required=False,
        widget=UnfoldAdminSplitDateTimeWidget(),
        help_text="When it shall become news by itself; for now, use the action Publish.",
    )

    class Meta:
        model = Article
        fields = ("title", "summary", "content", "content_format", "tags", "expires_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = Category.objects.order_by("position", "name")
        choose: Any = self.fields["category_id"]
        choose.choices = [(str(each.pk), each.name) for each in categories]
        if self.instance.category:
            self.fields["category_id"].initial = str(self.instance.category.category_id)
        if self.instance.status == "scheduled":
            self.fields["publish_at"].initial = self.instance.published_at
