"""Keep the small copies of authors true; called for facts about profiles and accounts.

No fact is told: who needs names hears the profile itself.
"""

from apps.accounts.data import is_system
from apps.news.models import Article, Comment
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.many import change_many


@command(allow=is_system)
def follow_profile(*, account_id: str, name: str) -> int:
    """Show an author as the profile does, in all articles and comments.

    Args:
        account_id: id of the account.
        name: the name from now on.

    Returns:
        How many documents changed; 0 when it is heard again.
    """
    return _change_copies(account_id, "name", name)


@command(allow=is_system)
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
    path = f"author.{field}"
    stale = {"author.account_id": to_object_id(account_id), path: {"$ne": value}}
    return sum(change_many(model, stale, sets={path: value}) for model in (Article, Comment))
