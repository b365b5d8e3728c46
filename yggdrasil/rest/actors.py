"""Who asks over HTTP, in the platform's words."""

from typing import Any

from yggdrasil.context import ANONYMOUS, Actor


def actor_of(user: Any) -> Actor:
    """Return the actor behind the user of a request.

    Args:
        user: what authentication left on the request: an account, or one read from a token, with
            `pk` and `role`; an anonymous user, or nothing.

    Returns:
        The actor; `ANONYMOUS` where nobody signed in.
    """
    if user is None or not user.is_authenticated:
        return ANONYMOUS
    return Actor(id=str(user.pk), role=str(user.role))
