"""Who sits at the admin."""

from django.http import HttpRequest

from yggdrasil.context import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return who sends a request of the admin.

    Args:
        request: of somebody who is signed in as staff.

    Returns:
        The actor.
    """
    return Actor(id=str(request.user.pk), role=str(getattr(request.user, "role", "")))
