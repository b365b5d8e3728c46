"""Changing what belongs to a person besides the profile."""

from dataclasses import replace
from datetime import datetime

from apps.accounts.data import is_signed_in
from apps.users import events, rules
from apps.users.data import ContactData, NewDocument, PreferencesData
from apps.users.models import Contact, Document, Preferences
from apps.users.operations.profiles import load
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.errors import NotFoundError
from yggdrasil.mongodb.hold import hold


class DocumentNotFoundError(NotFoundError):
    """There is no such document."""


@command(allow=is_signed_in)
def change_preferences(*, person_id: str, preferences: PreferencesData, at: datetime) -> None:
    """Keep what a person likes.

    Args:
        person_id: whose preferences.
        preferences: all of them.
        at: moment of the change.

    Raises:
        NotYourRecordError: unless they are one's own, or by the office.
        PersonNotFoundError: if there is no such person.
    """
    rules.check_may_change(current().actor, person_id=person_id)
    key = load(person_id).pk
    kept = Preferences.find(person_id) or Preferences(id=key)
    kept.take(preferences)
    fact = events.PreferencesChanged(
        person_id=person_id, language=preferences.language.value, at=at
    )
    events.preferences_changed.send(kept, payload=fact)
    kept.save()


@command(allow=is_signed_in)
def change_contact(*, person_id: str, contact: ContactData, at: datetime) -> None:
    """Keep how to reach a person outside the school.

    Args:
        person_id: whose contact.
        contact: all of it.
        at: moment of the change.

    Raises:
        NotYourRecordError: unless it is one's own, or by the office.
        PersonNotFoundError: if there is no such person.
        InvalidRecordError: if something of it cannot be kept.
    """
    rules.check_may_change(current().actor, person_id=person_id)
    contact = replace(contact, address=rules.with_plain_lines(contact.address))
    whom = contact.emergency
    rules.check_texts(
        {
            "phone": contact.phone,
            "address": contact.address,
            "emergency.name": whom.name if whom else None,
            "emergency.phone": whom.phone if whom else None,
            "emergency.relation": whom.relation if whom else None,
        }
    )
    key = load(person_id).pk
    kept = Contact.find(person_id) or Contact(id=key)
    kept.take(contact)
    events.contact_changed.send(kept, payload=events.ContactChanged(person_id=person_id, at=at))
    kept.save()


@command(allow=is_signed_in)
def add_document(*, owner_id: str, document: NewDocument, at: datetime) -> str:
    """Note a file of a person.

    Args:
        owner_id: whose it is.
        document: the file.
        at: moment of its arrival.

    Returns:
        Id of the document.

    Raises:
        NotYourRecordError: unless it is one's own, or by the office.
        PersonNotFoundError: if there is no such person.
        InvalidRecordError: if something of it cannot be kept.
        TooManyDocumentsError: if the person has as many as one person may have.
    """
    rules.check_may_change(current().actor, person_id=owner_id)
    rules.check_texts({"name": document.name, "url": document.url, "mime_type": document.mime_type})
    rules.check_size(document.size_bytes)
    owner = load(owner_id)
    # Of two who add the last document that one person may have, the second counts again.
    hold(owner)
    present = Document.objects.filter(owner_id=owner.pk).count()
    rules.check_may_add_document(present=present)
    kept = Document.of(document, owner_id=owner_id, at=at)
    fact = events.DocumentAdded(document_id=str(kept.pk), owner_id=owner_id, kind=kept.kind, at=at)
    events.document_added.send(kept, payload=fact)
    kept.save()
    return str(kept.pk)


@command(allow=is_signed_in)
def remove_document(*, document_id: str, at: datetime) -> None:
    """Forget a file of a person; the bytes are for whoever keeps them to remove.

    Args:
        document_id: id of the document.
        at: moment of the removal.

    Raises:
        DocumentNotFoundError: if there is no such document.
        NotYourRecordError: unless it is one's own, or by the office.
    """
    document = Document.find(document_id)
    if document is None:
        raise DocumentNotFoundError(f"There is no document {document_id}.")
    rules.check_may_change(current().actor, person_id=str(document.owner_id))
    fact = events.DocumentRemoved(document_id=document_id, owner_id=str(document.owner_id), at=at)
    events.document_removed.send(document, payload=fact)
    document.delete()
