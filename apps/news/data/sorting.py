"""What articles are sorted by."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CategoryData:
    """One of the school's kinds of news.

    Attributes:
        id: id of the category.
        slug: its name in addresses, unique.
        name: its name, unique.
        description: what belongs in it.
        position: place in the list, from 0.
    """

    id: str
    slug: str
    name: str
    description: str = ""
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class CategoryDetails:
    """What is said about a category.

    Attributes:
        name: its name, 1 to 50 characters, unique.
        description: what belongs in it, at most 300 characters.
        position: place in the list, from 0.
    """

    name: str
    description: str = ""
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class TagData:
    """A word to find articles by.

    Attributes:
        id: id of the tag.
        slug: how articles and addresses spell it, unique.
        name: how people read it.
    """

    id: str
    slug: str
    name: str
