"""Which roles a view is open to. Rules about single objects live in an app's rules, not here."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from yggdrasil.rest.actors import actor_of


class RolePermission(BasePermission):
    """Open to some roles.

    Attributes:
        allowed: the roles, as the accounts app spells them.
    """

    message = "Your role does not open this."
    code = "role_not_allowed"
    allowed: frozenset[str] = frozenset()

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - DRF's signature
        """Return whether the role of who asks is among the allowed ones."""
        return actor_of(request.user).role in self.allowed


def roles(*allowed: str) -> type[RolePermission]:
    """Return the permission that opens a view to some roles.

    Args:
        allowed: at least one role.

    Returns:
        A class for `permission_classes`.

    Raises:
        TypeError: if no role is named: such a view would be open to nobody.
    """
    if not allowed:
        raise TypeError("roles() needs at least one role.")
    return type("RolePermission", (RolePermission,), {"allowed": frozenset(map(str, allowed))})
