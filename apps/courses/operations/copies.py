"""Keep the small copies of people true; called for facts about profiles and accounts.

No fact is told: who needs names hears the profile itself.
"""

from apps.accounts.data import is_system
from apps.courses.models import Course
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.many import change_many


@command(allow=is_system)
def follow_profile(*, account_id: str, name: str, email: str) -> int:
    """Show somebody as their profile does in all courses they teach.

    Args:
        account_id: id of the account.
        name: the name from now on.
        email: the address from now on.

    Returns:
        How many courses changed; 0 when it is heard again.
    """
    return _change_copies(account_id, {"name": name, "email": email})


@command(allow=is_system)
def mark_person(*, account_id: str, is_active: bool) -> int:
    """Show in all courses somebody teaches whether the account is open.

    Args:
        account_id: id of the account.
        is_active: False once it is closed.

    Returns:
        How many courses changed; 0 when it is heard again.
    """
    return _change_copies(account_id, {"is_active": is_active})


def _change_copies(account_id: str, wanted: dict[str, object]) -> int:
    """Change the copies that say otherwise: nobody both answers for a course and helps with it."""
    key = to_object_id(account_id)
    otherwise = [{field: {"$ne": value}} for field, value in wanted.items()]
    helped = change_many(
        Course,
        {"collaborators": {"$elemMatch": {"account_id": key, "$or": otherwise}}},
        sets={f"collaborators.$[one].{field}": value for field, value in wanted.items()},
        elements={"one.account_id": key},
    )
    answered_for = change_many(
        Course,
        {
            "instructor.account_id": key,
            "$or": [{f"instructor.{field}": {"$ne": value}} for field, value in wanted.items()],
        },
        sets={f"instructor.{field}": value for field, value in wanted.items()},
    )
    return helped + answered_for
