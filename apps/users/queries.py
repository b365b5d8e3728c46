"""Everything one can ask about people; what the viewer may not see is not found."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.data import Role
from apps.users import rules
from apps.users.data import (
    ContactData,
    DocumentData,
    PersonData,
    PreferencesData,
    ProfileData,
)
from apps.users.models import Contact, Document, Preferences, Profile
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import InvalidError, NotFoundError
from yggdrasil.ids import to_object_id
from yggdrasil.mongodb.paging import Page, Window, keyset_page

MAX_PERSONS = 1_000


class PersonNotFoundError(NotFoundError):
    """There is no such person, or none that the viewer may know of."""


class TooManyPersonsError(InvalidError):
    """More people were asked for at once than are given."""


@dataclass(frozen=True, kw_only=True)
class ProfileFilters:
    """Which people a list shall hold.

    Attributes:
        role: only this role.
        department: only this department, spelled as it is kept.
        search: only those whose name, first name, e-mail or card number begins so.
    """

    role: Role | None = None
    department: str | None = None
    search: str | None = None


@query
def get_person(*, person_id: str) -> PersonData:
    """Return a person as others mention them, even one who has left.

    Args:
        person_id: id of the profile and of the account.

    Returns:
        Name, address, role, photo and department.

    Raises:
        PersonNotFoundError: if nobody has that id.
    """
    return _get(person_id).to_person()


@query
def list_persons(*, ids: tuple[str, ...]) -> tuple[PersonData, ...]:
    """Return several people by one read of the database.

    Args:
        ids: at most 1,000; the same one twice is one.

    Returns:
        The people in the order of the ids; unknown ones are left out.

    Raises:
        TooManyPersonsError: if more are asked for at once.
    """
    if len(ids) > MAX_PERSONS:
        raise TooManyPersonsError(f"Ask for at most {MAX_PERSONS} people at once.")
    wanted = [str(to_object_id(person_id)) for person_id in dict.fromkeys(ids)]
    if not wanted:
        return ()
    found = {str(it.pk): it.to_person() for it in Profile.objects.filter(pk__in=wanted)}
    return tuple(found[person_id] for person_id in wanted if person_id in found)


@query
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
    if not 1 <= limit <= MAX_PERSONS:
        raise TooManyPersonsError(f"Ask for 1 to {MAX_PERSONS} people at once.")
    found = _filtered(ProfileFilters(role=role, search=text)).order_by("sort_name", "pk")
    return tuple(profile.to_person() for profile in found[:limit])


@query
def page_profiles(
    *, viewer: Actor, filters: ProfileFilters, ordering: tuple[str, ...], window: Window
) -> Page[ProfileData]:
    """Return a page of the list of people; none who have left.

    Args:
        viewer: who asks.
        filters: which ones.
        ordering: columns to sort by.
        window: which part.

    Returns:
        The page.

    Raises:
        PeopleListClosedError: if the list is not open to the viewer's role.
    """
    rules.check_may_list_people(viewer)
    return keyset_page(
        _filtered(filters), ordering=ordering, window=window, to_data=Profile.to_data
    )


@query
def get_profile(*, viewer: Actor, person_id: str) -> ProfileData:
    """Return all that a profile says.

    Args:
        viewer: who asks.
        person_id: whose profile.

    Returns:
        The profile.

    Raises:
        PersonNotFoundError: if there is none that the viewer may see.
    """
    profile = _get(person_id)
    if not rules.can_see_profile(viewer, person_id=person_id, role=Role(profile.role)):
        raise _not_found(person_id)
    return profile.to_data()


@query
def get_preferences(*, viewer: Actor, person_id: str) -> PreferencesData:
    """Return what a person likes; the defaults of somebody who never said.

    Args:
        viewer: who asks.
        person_id: whose preferences.

    Returns:
        The preferences.

    Raises:
        PersonNotFoundError: if there is nobody whose preferences the viewer may see.
    """
    _check_private(viewer, person_id)
    preferences = Preferences.find(person_id)
    return preferences.to_data() if preferences else PreferencesData()


@query
def get_contact(*, viewer: Actor, person_id: str) -> ContactData:
    """Return how to reach a person outside the school.

    Args:
        viewer: who asks.
        person_id: whom.

    Returns:
        The contact; an empty one of somebody who never said.

    Raises:
        PersonNotFoundError: if there is nobody whose contact the viewer may see.
    """
    _check_private(viewer, person_id)
    contact = Contact.find(person_id)
    return contact.to_data() if contact else ContactData()


@query
def page_documents(*, viewer: Actor, person_id: str, window: Window) -> Page[DocumentData]:
    """Return a page of a person's documents, the newest first.

    Args:
        viewer: who asks.
        person_id: whose documents.
        window: which part.

    Returns:
        The page.

    Raises:
        PersonNotFoundError: if there is nobody whose documents the viewer may see.
    """
    _check_private(viewer, person_id)
    documents = Document.objects.filter(owner_id=to_object_id(person_id))
    return keyset_page(
        documents, ordering=("-uploaded_at",), window=window, to_data=Document.to_data
    )


def begins(text: str) -> Q:
    """Return the condition for people whose name, first name, e-mail or card begins so.

    Args:
        text: what was typed; no case, no accents needed.

    Returns:
        Ranges, which indexes answer; patterns would read every profile.
    """
    starts = {
        "sort_name": rules.sort_key(text),
        "given_name_key": rules.sort_key(text),
        "email": text.lower(),
        "student_id": text.upper(),
    }
    condition = Q()
    for column, start in starts.items():
        condition |= Q(**{f"{column}__gte": start, f"{column}__lt": start + "\uffff"})
    return condition


def _get(person_id: str) -> Profile:
    profile = Profile.find(person_id)
    if profile is None:
        raise _not_found(person_id)
    return profile


def _check_private(viewer: Actor, person_id: str) -> None:
    """Refuse strangers first: who may not look learns nothing about who exists."""
    is_allowed = rules.can_see_private(viewer, person_id=person_id)
    if not is_allowed or Profile.find(person_id) is None:
        raise _not_found(person_id)


def _not_found(person_id: str) -> PersonNotFoundError:
    return PersonNotFoundError(f"There is no person {person_id}.")


def _filtered(filters: ProfileFilters) -> QuerySet[Profile]:
    found = Profile.objects.filter(closed_at=None)
    if filters.role is not None:
        found = found.filter(role=filters.role.value)
    if filters.department is not None:
        found = found.filter(department=filters.department)
    if filters.search and filters.search.strip():
        found = found.filter(begins(filters.search.strip()))
    return found
