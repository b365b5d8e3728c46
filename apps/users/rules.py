"""What a person's record may say and who may read it, decided without a database."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from apps.accounts.data import Role, is_office
from yggdrasil.context import Actor
from yggdrasil.errors import ConflictError, FieldError, ForbiddenError, InvalidError

NAME_MAX_LENGTH = 100
BIO_MAX_LENGTH = 5_000
MAX_SPECIALTIES = 10
SPECIALTY_MAX_LENGTH = 50
MAX_DOCUMENTS = 200
MAX_DOCUMENT_BYTES = 100 * 1024 * 1024

# The predecessor's form asked for letters and six digits, while its own data holds STU2024001 and
# S1-SEP-001; a card number is whatever a school prints in capitals, digits and dashes.
STUDENT_ID_PATTERN = r"^[A-Z0-9](?:[A-Z0-9-]{0,28}[A-Z0-9])?\Z"
STUDENT_ID_ADVICE = "Capital letters, digits and dashes between them, at most 30."

_LONGEST = {
    "first_name": NAME_MAX_LENGTH,
    "last_name": NAME_MAX_LENGTH,
    "photo": 500,
    "department": 100,
    "title": 100,
    "bio": BIO_MAX_LENGTH,
    "office_hours": 200,
    "phone": 30,
    "address": 500,
    "relation": 50,
    "name": 200,
    "emergency.name": NAME_MAX_LENGTH,
    "url": 500,
    "mime_type": 100,
}
# Only these may run over several lines.
_LONG_TEXTS = {"bio", "address"}

_OFFICE = {Role.ADMIN, Role.STAFF}


class InvalidRecordError(InvalidError):
    """A person's record cannot say this."""


class PeopleListClosedError(ForbiddenError):
    """The list of all people is not open to this role."""


class NotYourRecordError(ForbiddenError):
    """People change what belongs to themselves; the office, what belongs to anybody."""


class TooManyDocumentsError(ConflictError):
    """The person has as many documents as one person may have."""


def sort_key(text: str) -> str:
    """Return the text as lists are sorted and searched by: no case, no accents.

    Args:
        text: a name.

    Returns:
        `Éloïse  DUPONT` becomes `eloise dupont`.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # Folding may have composed what folds further; twice is enough for Unicode 15.
    return " ".join(unicodedata.normalize("NFKD", bare.casefold()).split())


def with_plain_lines(text: str) -> str:
    """Return a text whose lines end as they are kept: browsers send two characters for one.

    Args:
        text: as typed.

    Returns:
        The text with a newline alone at the end of each line.
    """
    return text.replace("\r\n", "\n")


def check_texts(texts: Mapping[str, str | None]) -> None:
    """Refuse texts that are too long or hold what nobody can read.

    Args:
        texts: by field; None is left alone.

    Raises:
        InvalidRecordError: with one field error for each.
    """
    _refuse(error for name, text in texts.items() for error in _text_faults(name, text))


def check_student_id(text: str) -> None:
    """Refuse what is no card number.

    Args:
        text: the number; empty for none.

    Raises:
        InvalidRecordError: if it has other characters or more than 30.
    """
    if text and not re.match(STUDENT_ID_PATTERN, text):
        _refuse([FieldError(field="student_id", message=STUDENT_ID_ADVICE)])


def check_photo(address: str) -> None:
    """Refuse what is no address of a picture.

    Args:
        address: the address; empty for none.

    Raises:
        InvalidRecordError: if it does not begin with http:// or https://.
    """
    if address and not re.match(r"https?://[^\s/]+", address):
        _refuse([FieldError(field="photo", message="An address begins http:// or https://.")])


def check_specialties(specialties: tuple[str, ...]) -> None:
    """Refuse a list of subjects that is no list of subjects.

    Args:
        specialties: the subjects.

    Raises:
        InvalidRecordError: if there are more than 10, or one is empty or over 50 characters.
    """
    if len(specialties) > MAX_SPECIALTIES or not all(
        len(one.strip()) > 0 and len(one) <= SPECIALTY_MAX_LENGTH and _is_readable(one)
        for one in specialties
    ):
        message = f"At most {MAX_SPECIALTIES}, each of 1 to {SPECIALTY_MAX_LENGTH} characters."
        _refuse([FieldError(field="specialties", message=message)])


def check_size(size_bytes: int) -> None:
    """Refuse files that are empty or too large.

    Args:
        size_bytes: of the file.

    Raises:
        InvalidRecordError: if it is not from 1 byte to 100 MiB.
    """
    if not 1 <= size_bytes <= MAX_DOCUMENT_BYTES:
        message = f"A file has 1 to {MAX_DOCUMENT_BYTES} bytes."
        _refuse([FieldError(field="size_bytes", message=message)])


def check_may_add_document(*, present: int) -> None:
    """Refuse one document too many.

    Args:
        present: how many the person has.

    Raises:
        TooManyDocumentsError: if that is the most.
    """
    if present >= MAX_DOCUMENTS:
        raise TooManyDocumentsError(f"{MAX_DOCUMENTS} documents are the most: remove one first.")


def check_may_list_people(viewer: Actor) -> None:
    """Refuse the list of all people to those who do not run the school.

    Args:
        viewer: who asks.

    Raises:
        PeopleListClosedError: unless it is an administrator or staff.

    Source: the predecessor's table of roles.
    """
    if viewer.role not in _OFFICE:
        raise PeopleListClosedError("The list of people is open to administrators and staff.")


def check_may_change(actor: Actor, *, person_id: str) -> None:
    """Refuse that somebody changes what belongs to another person.

    Args:
        actor: who asks.
        person_id: whose profile, preferences, contact or document it is.

    Raises:
        NotYourRecordError: unless it is their own; the office and the system may.
    """
    if not (is_office(actor) or (bool(actor.id) and actor.id == person_id)):
        raise NotYourRecordError("This belongs to somebody else: the office may change it.")


def can_see_profile(viewer: Actor, *, person_id: str, role: Role) -> bool:
    """Return whether somebody may read a profile.

    Args:
        viewer: who asks.
        person_id: whose profile.
        role: that person's role.

    Returns:
        True for one's own, for administrators and staff, and for teachers where the person is a
        student or a colleague. The predecessor showed teachers the administrators too.
    """
    if viewer.role == Role.TEACHER and role in {Role.TEACHER, Role.STUDENT}:
        return True
    return can_see_private(viewer, person_id=person_id)


def can_see_private(viewer: Actor, *, person_id: str) -> bool:
    """Return whether somebody may read preferences, contact and documents.

    Args:
        viewer: who asks.
        person_id: whose they are.

    Returns:
        True for one's own, and for administrators and staff.
    """
    return viewer.role in _OFFICE or (bool(viewer.id) and viewer.id == person_id)


def _text_faults(name: str, text: str | None) -> Iterator[FieldError]:
    most = _LONGEST.get(name) or _LONGEST[name.rpartition(".")[2]]
    if text is None:
        return
    if len(text) > most:
        yield FieldError(field=name, message=f"At most {most} characters.", code="too_long")
    if not _is_readable(text, is_long=name in _LONG_TEXTS):
        yield FieldError(field=name, message="Control characters cannot be kept.")


def _is_readable(text: str, *, is_long: bool = False) -> bool:
    allowed = "\n\t" if is_long else ""
    return all(
        letter in allowed or unicodedata.category(letter) not in {"Cc", "Cs"} for letter in text
    )


def _refuse(faults: Iterator[FieldError] | list[FieldError]) -> None:
    if errors := tuple(faults):
        told = " ".join(f"{error.field}: {error.message}" for error in errors)
        raise InvalidRecordError(told, errors=errors)
