"""Small copies of people, made from their profiles."""

from apps.courses.data import CollaboratorRole
from apps.courses.models import Collaborator, Instructor
from apps.courses.rules import access
from apps.users import api as users
from apps.users.data import PersonData
from yggdrasil.ids import to_object_id


def instructor_from_profile(account_id: str) -> Instructor:
    """Return somebody as the instructor of a course.

    Args:
        account_id: id of the account.

    Returns:
        The copy.

    Raises:
        NotFoundError: if there is no such person.
        NotTeachingError: if it is a student.
    """
    person = _teaching(account_id)
    return Instructor(account_id=to_object_id(person.id), name=person.name, email=person.email)


def collaborator_from_profile(account_id: str, role: CollaboratorRole) -> Collaborator:
    """Return somebody as a collaborator of a course.

    Args:
        account_id: id of the account.
        role: what they do in it.

    Returns:
        The copy.

    Raises:
        NotFoundError: if there is no such person.
        NotTeachingError: if it is a student.
    """
    person = _teaching(account_id)
    return Collaborator(
        account_id=to_object_id(person.id), name=person.name, email=person.email, role=role
    )


def _teaching(account_id: str) -> PersonData:
    person = users.get_person(account_id=account_id)
    access.check_can_teach(person_id=person.id, role=person.role)
    return person
