"""Who wrote it and where it stands: small shapes inside others."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AuthorData:
    """Who wrote something.

    Attributes:
        id: id of the account; empty where the predecessor had none that is valid.
        name: as on the profile.
        role: role at the time of writing.
        is_active: False once the account is closed.
    """

    id: str
    name: str
    role: str = ""
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class CategoryRef:
    """The category an article stands in.

    Attributes:
        id: id of the category.
        slug: its name in addresses.
        name: its name.
    """

    id: str
    slug: str
    name: str
