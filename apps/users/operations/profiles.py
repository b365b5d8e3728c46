"""Making and changing profiles."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from apps.accounts.data import Role, is_office, is_signed_in
from apps.users import events, rules
from apps.users.data import ProfileChanges, Source
from apps.users.models import Profile
from apps.users.queries import PersonNotFoundError
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import ConflictError, FieldError


class ProfileExistsError(ConflictError):
    """The person has a profile already: change that one."""


class StudentIdTakenError(ConflictError):
    """Another person has this card number."""


@command(allow=is_office)
def create_profile(
    *,
    person_id: str,
    email: str,
    role: Role,
    at: datetime,
    says: ProfileChanges | None = None,
    source: Source = Source.ADMIN,
    by: str = "",
) -> str:
    """Make a person's profile.

    Args:
        person_id: id of the account, and so of the profile.
        email: address of the account.
        role: role of the account.
        at: moment of making.
        says: what is known about the person.
        source: how the profile comes to be.
        by: id of the account that asks; empty for the system.

    Returns:
        Id of the profile.

    Raises:
        InvalidRecordError: if something in it cannot be said.
        ProfileExistsError: if there is one already.
        StudentIdTakenError: if another person has the card number.
    """
    if Profile.find(person_id) is not None:
        raise ProfileExistsError(f"Person {person_id} has a profile already.")
    profile = Profile.begin(
        person_id=person_id, email=email, role=role, source=source, by=by, at=at
    )
    _take(profile, says or ProfileChanges())
    fact = events.ProfileCreated(**_told(profile), at=at)
    events.profile_created.send(profile, payload=fact)
    save(profile)
    return person_id


@command(allow=is_signed_in)
def change_profile(*, person_id: str, changes: ProfileChanges, by: str, at: datetime) -> None:
    """Change what a profile says.

    Args:
        person_id: whose profile.
        changes: what shall be different.
        by: id of the account that asks; empty for the system.
        at: moment of the change.

    Raises:
        NotYourRecordError: unless it is one's own, or by the office.
        PersonNotFoundError: if there is no such person.
        InvalidRecordError: if something of it cannot be said.
        StudentIdTakenError: if another person has the card number.
    """
    rules.check_may_change(current().actor, person_id=person_id)
    profile = load(person_id)
    changed = _take(profile, changes)
    if changed:
        profile.touch(by=by)
        tell_changed(profile, changed, at=at)


def load(person_id: str) -> Profile:
    """Return a profile to be changed.

    Args:
        person_id: whose profile.

    Returns:
        The profile, as this unit of work sees it.

    Raises:
        PersonNotFoundError: if there is no such person.
    """
    profile = Profile.find(person_id)
    if profile is None:
        raise PersonNotFoundError(f"There is no person {person_id}.")
    return profile


def tell_changed(profile: Profile, changed: tuple[str, ...], *, at: datetime) -> None:
    """Tell what a profile says now, and save it.

    Args:
        profile: the profile, changed.
        changed: names of the fields that changed.
        at: moment of the change.

    Raises:
        StudentIdTakenError: if another person has its card number.
    """
    fact = events.ProfileChanged(**_told(profile), changed=tuple(sorted(changed)), at=at)
    events.profile_changed.send(profile, payload=fact)
    save(profile)


def save(profile: Profile) -> None:
    """Save a profile; the unique index decides who has a card number.

    Args:
        profile: the profile, changed.

    Raises:
        StudentIdTakenError: if another person has its card number.
    """
    try:
        profile.save()
    except IntegrityError as error:
        message = f"{profile.student_id} is the card number of another person."
        field = FieldError(field="student_id", message=message, code="taken")
        raise StudentIdTakenError(message, errors=(field,)) from error


def _take(profile: Profile, says: ProfileChanges) -> tuple[str, ...]:
    """Take over what is said, and return the names of the fields that changed."""
    if says.bio is not None:
        says = replace(says, bio=rules.with_plain_lines(says.bio))
    _check(says)
    wanted = {name: value for name, value in asdict(says).items() if value is not None}
    if "student_id" in wanted:
        # Null, unlike an empty text, is no value to the unique index.
        wanted["student_id"] = wanted["student_id"] or None
    if "specialties" in wanted:
        wanted["specialties"] = list(wanted["specialties"])
    changed = tuple(name for name in wanted if getattr(profile, name) != wanted[name])
    for name in changed:
        setattr(profile, name, wanted[name])
    return changed


def _check(says: ProfileChanges) -> None:
    texts = {
        name: getattr(says, name)
        for name in (
            "first_name",
            "last_name",
            "photo",
            "department",
            "title",
            "bio",
            "office_hours",
        )
    }
    rules.check_texts(texts)
    rules.check_student_id(says.student_id or "")
    rules.check_photo(says.photo or "")
    rules.check_specialties(says.specialties or ())


def _told(profile: Profile) -> dict[str, Any]:
    person = asdict(profile.to_person())
    return {"person_id": person.pop("id"), **person}
