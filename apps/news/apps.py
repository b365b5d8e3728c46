"""What the news app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class NewsConfig(ServiceConfig):
    """The news app."""

    name = "apps.news"
    label = "news"
    verbose_name = "News"
    owns = ("articles", "categories", "comments", "tags")
    needs = ("accounts", "users")
