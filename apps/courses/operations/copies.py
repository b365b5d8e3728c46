"""Keep the small copies of people true; called for facts about profiles and accounts.

No fact is told: who needs names hears the profile itself.
"""

from collections.abc import Iterator

from django.db.models import Q

from apps.courses.models import Course
from apps.courses.queries.courses import BULKY
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command
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


@command
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
    changed = 0
    for course in _taught_by(account_id):
        stale = [
            (copy, field, value)
            for copy in (course.instructor, *course.collaborators)
            for field, value in wanted.items()
            if copy.shown_id == account_id and getattr(copy, field) != value
        ]
        for copy, field, value in stale:
            setattr(copy, field, value)
        if stale:
            course.save()
            changed += 1
    return changed


def _taught_by(account_id: str) -> Iterator[Course]:
    key = to_object_id(account_id)
    taught = Q(instructor__account_id=key) | Q(collaborators__account_id=key)
    return Course.objects.filter(taught).defer(*BULKY).iterator()
