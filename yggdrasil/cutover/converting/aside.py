"""What of a freshly split document has to be kept aside: the way back is tried at once."""

from django.db.models import Model

from yggdrasil.cutover.homes.remainder import VERSION_KEY, Change, difference
from yggdrasil.cutover.mapping.collection import CollectionMapping, Finding, Found, Parts, Sort
from yggdrasil.cutover.mapping.documents import Document


def changes_of(mapping: CollectionMapping, owned: Document, parts: Parts) -> list[Change]:
    """Return what the way back would not find of a document.

    Args:
        mapping: which split it.
        owned: the fields that the mapping carries.
        parts: what they were split into; fields that nobody spoke of yet are added to its findings.
    """
    merge = mapping.merge
    if parts.withheld:
        return withheld(owned, leads=mapping.leads)
    back = (merge(found_in(parts)) if merge else None) or {}
    if mapping.leads:
        back[VERSION_KEY] = 0
    changes: list[Change] = []
    # Equal for Python is equal for the predecessor, unless a value was repaired; or is no number.
    if parts.findings or back != owned or owned.get(VERSION_KEY) is False:
        doubtful = {VERSION_KEY, *(found.field.partition(".")[0] for found in parts.findings)}
        changes = difference(owned, back, doubtful=doubtful)
        _note_what_was_kept(changes, parts)
    for name in parts.keeps:
        if name in owned and not any(change["path"] == [name] for change in changes):
            changes.append({"path": [name], "was": owned[name], "became": back.get(name)})
    return changes


def withheld(owned: Document, *, leads: bool) -> list[Change]:
    """Return the changes that bring back fields of which nothing was written.

    Args:
        owned: the fields.
        leads: True if they are the document itself, which is then brought back whole.
    """
    if leads:
        return [{"path": [], "was": owned}]
    return [{"path": [name], "was": value} for name, value in owned.items()]


def found_in(parts: Parts) -> Found:
    """Return what the way back will find of freshly split parts.

    Args:
        parts: of one document.
    """
    if len(parts.documents) == 1 and not parts.foreseen:
        model, new = parts.documents[0]
        return Found(key=new["_id"], documents={model: [new]})
    found: dict[type[Model], list[Document]] = {}
    for model, new in (*parts.documents, *parts.foreseen):
        found.setdefault(model, []).append(new)
    key = parts.documents[0][1]["_id"] if parts.documents else None
    return Found(key=key, documents=found)


def _note_what_was_kept(changes: list[Change], parts: Parts) -> None:
    said = tuple({found.field for found in parts.findings if found.field})
    # No name in BSON holds a NUL: behind one, a path begins.
    all_said = "".join(f"\0{path}" for path in said)
    for change in changes:
        path = ".".join(change["path"])
        if not path.startswith(said) and f"\0{path}" not in all_said:
            kind = "field_kept_aside" if "became" not in change else "form_kept_aside"
            parts.findings.append(
                Finding(Sort.NOTE, kind, path, change.get("was"), change.get("became"))
            )
