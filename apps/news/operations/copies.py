"""Keep the small copies of authors true; called for facts about profiles and accounts.

No fact is told: who needs names hears the profile itself.
"""

from apps.news.models import Article, Comment
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command
def follow_profile(*, account_id: str, name: str) -> int:
    """Show an author as the profile does, in all articles and comments.

    Args:
        account_id: id of the account.
        name: the name from now on.

    Returns:
        How many documents changed; 0 when it is heard again.
    """
    return _change_copies(account_id, "name", name)


@command
def mark_author(*, account_id: str, is_active: bool) -> int:
    """Show in all articles and comments whether their author's account is open.

    Args:
        account_id: id of the account.
        is_active: False once it is closed.

    Returns:
        How many documents changed; 0 when it is heard again.
    """
    return _change_copies(account_id, "is_active", is_active)


def _change_copies(account_id: str, field: str, value: object) -> int:
    key = to_object_id(account_id)
    written = (
        Article.objects.filter(author__account_id=key).defer("content"),
        Comment.objects.filter(author__account_id=key),
    )
    stale = [
        document
        for documents in written
        for document in documents.iterator()
        if getattr(document.author, field) != value
    ]
    for document in stale:
        setattr(document.author, field, value)
        document.save()
    return len(stale)
