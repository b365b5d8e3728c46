"""What neighbours may ask about people."""

from apps.accounts.data import Role
from apps.users import queries
from apps.users.data import PersonData
from apps.users.queries import PersonNotFoundError, TooManyPersonsError
from yggdrasil.clients.procedure import procedure

__all__ = [
    "PersonNotFoundError",
    "TooManyPersonsError",
    "get_person",
    "list_persons",
    "search_persons",
]


@procedure
def get_person(*, account_id: str) -> PersonData:
    """Return a person as others mention them, even one who has left.

    Args:
        account_id: id of the account, and so of the profile.

    Returns:
        Name, address, role, photo and department.

    Raises:
        PersonNotFoundError: if nobody has that id.
    """
    return queries.get_person(person_id=account_id)


@procedure
def list_persons(*, ids: tuple[str, ...]) -> tuple[PersonData, ...]:
    """Return several people by one read of the database.

    Args:
        ids: at most 1,000; the same one twice is one.

    Returns:
        The people in the order of the ids; unknown ones are left out.

    Raises:
        TooManyPersonsError: if more are asked for at once.
    """
    return queries.list_persons(ids=ids)


@procedure
def search_persons(
    *, text: str, role: Role | None = None, limit: int = 20
) -> tuple[PersonData, ...]:
    """Return people whose name, first name, e-mail or card number begins with a text.

    Args:
        text: what was typed; no case, no accents needed.
        role: only this role.
        limit: most people, 1 to 1,000.

    Returns:
        The people by last and first name; none who have left.

    Raises:
        TooManyPersonsError: if more are asked for at once.
    """
    return queries.search_persons(text=text, role=role, limit=limit)
