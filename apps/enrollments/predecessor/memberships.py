"""Who was in which cohort: the predecessor says it in three places, which need not agree.

The rule: a cohort's list of students holds its open memberships; a student's history adds when
they began, and the former ones; the current cohort marks the one that counts. Whatever disagrees
is reported, and what the way back would lose is kept aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from apps.accounts.data import Role
from apps.enrollments.data import LeavingReason, MembershipSource
from apps.enrollments.models import Membership
from apps.enrollments.predecessor.cohorts import COHORT_KEY
from apps.enrollments.predecessor.people import name_of
from yggdrasil.cutover.mapping.collection import (
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Lookup,
    Parts,
    Sort,
    gather,
)
from yggdrasil.cutover.mapping.documents import Document, countable, values_at
from yggdrasil.cutover.mapping.keys import is_fit, key_in
from yggdrasil.cutover.mapping.moments import created_at
from yggdrasil.cutover.mapping.table import blank_of
from yggdrasil.ids import derived_key

_STUDENT = Role.STUDENT.value
_HISTORY = MembershipSource.HISTORY.value
_COHORT_LIST = MembershipSource.COHORT_LIST.value
_CURRENT_COHORT = MembershipSource.CURRENT_COHORT.value
_OWN = (_HISTORY, MembershipSource.SCHOOL.value)
_UNKNOWN = LeavingReason.UNKNOWN.value
_MOMENT = timedelta(milliseconds=1)


@dataclass(slots=True)
class _Stay:
    """A membership while it is being made up."""

    cohort: ObjectId
    joined_at: datetime
    left_at: datetime | None = None
    is_contested: bool = False
    sources: list[str] = field(default_factory=list)


def split_user(user: Document, known: Known) -> Parts:
    """Return the memberships of a user.

    Args:
        user: the predecessor's document.
        known: cohorts that list the user, under `listed`; those the history names, under `cohorts`.

    Returns:
        One membership for each cohort that lists the user, and one for each former stay. Of
        several open ones all but one are contested.
    """
    parts = Parts()
    key = key_in(user["_id"])
    if key is None:
        return parts
    listing = known["listed"].get(user["_id"]) or ()
    listed = {COHORT_KEY.read(it["_id"], "", []): it for it in listing if is_fit(it["_id"])}
    current = user.get("currentPromotionId")
    stays = list(_stays(user, listed, known, parts.findings))
    parts.findings += _judge(user, listed, current)
    if len(stays) > 1:
        _contest(stays, current)
        _tell_apart(stays)
    blank = blank_of(Membership)
    parts.documents += [
        (Membership, blank | _membership(stay, key, user, place))
        for place, stay in enumerate(stays)
    ]
    parts.tallies += _tallies(user, listed, current)
    return parts


def merge_user(found: Found) -> Document | None:
    """Return what a user of the predecessor says about cohorts.

    Args:
        found: all memberships of the user.
    """
    stays = sorted(found.all(Membership), key=lambda stay: (stay["joined_at"], stay["_id"]))
    user: Document = {
        "promotionHistory": [
            _history(stay) for stay in stays if any(it in _OWN for it in stay["sources"])
        ]
    }
    current = [stay for stay in stays if stay["is_open"] and not stay["is_contested"]]
    if current:
        user["currentPromotionId"] = current[-1]["cohort_id"]
    return user


def _history(stay: Document) -> Document:
    entry = {"_id": stay["_id"], "promotionId": stay["cohort_id"], "joinedAt": stay["joined_at"]}
    if stay["left_at"] is not None:
        entry["leftAt"] = stay["left_at"]
    return entry


def _stays(
    user: Document, listed: dict[ObjectId, Document], known: Known, findings: list[Finding]
) -> Iterator[_Stay]:
    open_entries: dict[ObjectId, _Stay] = {}
    for place, entry in enumerate(_entries(user, findings)):
        stay = _former(entry, user)
        where = f"promotionHistory.{place}"
        if known["cohorts"].get(stay.cohort) is None:
            findings.append(Finding(Sort.ORPHAN, "cohort_unknown", where, stay.cohort, stay.cohort))
        if stay.left_at is not None:
            yield stay
        elif stay.cohort not in listed or stay.cohort in open_entries:
            # Somebody is not in a cohort that does not list them, nor twice in one that does.
            stay.left_at = max(stay.joined_at, _last_word(user))
            stay.is_contested = True
            findings.append(
                Finding(Sort.CONFLICT, "history_open_but_not_listed", where, None, stay.left_at)
            )
            yield stay
        else:
            open_entries[stay.cohort] = stay
    for cohort, promotion in sorted(listed.items()):
        stay = open_entries.get(cohort) or _unwritten(cohort, promotion, findings)
        stay.sources.insert(0, _COHORT_LIST)
        if user.get("currentPromotionId") == cohort:
            stay.sources.append(_CURRENT_COHORT)
        yield stay


def _entries(user: Document, findings: list[Finding]) -> Iterator[Document]:
    history = user.get("promotionHistory")
    for place, entry in enumerate(history if isinstance(history, list) else []):
        if isinstance(entry, dict) and key_in(entry.get("promotionId")) is not None:
            yield entry
        else:
            where = f"promotionHistory.{place}"
            findings.append(Finding(Sort.ORPHAN, "history_unreadable", where, entry))


def _former(entry: Document, user: Document) -> _Stay:
    joined, left = entry.get("joinedAt"), entry.get("leftAt")
    cohort = key_in(entry["promotionId"])
    assert cohort is not None  # noqa: S101 - `_entries` saw to it
    return _Stay(
        cohort=cohort,
        joined_at=joined if isinstance(joined, datetime) else _first_word(user),
        left_at=left if isinstance(left, datetime) else None,
        sources=[_HISTORY],
    )


def _unwritten(cohort: ObjectId, promotion: Document, findings: list[Finding]) -> _Stay:
    """Return the stay of somebody whom a cohort lists and whose history does not know it."""
    joined = created_at({"_id": cohort, "created_at": promotion.get("createdAt")})
    findings.append(
        Finding(Sort.CONFLICT, "listed_but_not_in_history", "promotionHistory", cohort, joined)
    )
    return _Stay(cohort=cohort, joined_at=joined)


def _judge(user: Document, listed: dict[ObjectId, Document], current: Any) -> Iterator[Finding]:
    if current is None and listed:
        listing = sorted(listed)
        yield Finding(Sort.CONFLICT, "current_cohort_missing", "currentPromotionId", None, listing)
    if current is not None and countable(current) not in listed:
        yield Finding(Sort.CONFLICT, "current_cohort_not_listed", "currentPromotionId", current)
    if len(listed) > 1:
        listing = sorted(listed)
        yield Finding(
            Sort.CONFLICT, "several_cohorts_at_once", "promotions.studentIds", listing, current
        )
    if listed and user.get("role") != _STUDENT:
        yield Finding(Sort.CONFLICT, "member_is_no_student", "role", user.get("role"))


def _contest(stays: list[_Stay], current: Any) -> None:
    """Let one open stay count, the current cohort's, else the latest; contest the others."""
    opened = [stay for stay in stays if stay.left_at is None]
    named = [stay for stay in opened if stay.cohort == current]
    by_time = sorted(named or opened, key=lambda stay: (stay.joined_at, stay.cohort))
    for stay in opened:
        stay.is_contested = stay is not by_time[-1]


def _tell_apart(stays: list[_Stay]) -> None:
    """Keep two stays in one cohort from beginning at the same moment."""
    seen: set[tuple[ObjectId, datetime]] = set()
    for stay in stays:
        while (stay.cohort, stay.joined_at) in seen:
            stay.joined_at += _MOMENT
        seen.add((stay.cohort, stay.joined_at))


def _membership(stay: _Stay, student: ObjectId, user: Document, place: int) -> Document:
    # Not the history's own `_id`: the predecessor gave the same one to many students.
    words = ("predecessor", "membership", str(student), str(stay.cohort), str(place))
    is_open = stay.left_at is None
    return {
        "_id": derived_key(*words),
        "created_at": stay.joined_at,
        "updated_at": stay.left_at or stay.joined_at,
        "cohort_id": stay.cohort,
        "student_id": student,
        "student_name": name_of(user),
        "joined_at": stay.joined_at,
        "left_at": stay.left_at,
        "is_open": is_open,
        "is_contested": stay.is_contested,
        "suspended_at": _last_word(user) if is_open and user.get("isActive") is False else None,
        "reason": "" if is_open else _UNKNOWN,
        "sources": stay.sources,
    }


def _first_word(user: Document) -> datetime:
    return created_at({"_id": key_in(user["_id"]), "created_at": user.get("createdAt")})


def _last_word(user: Document) -> datetime:
    said = user.get("updatedAt")
    return said if isinstance(said, datetime) else _first_word(user)


def _tallies(
    user: Document, listed: dict[ObjectId, Document], current: Any
) -> list[str | tuple[str, int]]:
    if user.get("role") != _STUDENT:
        return []
    tallies: list[str | tuple[str, int]] = [f"listed in {len(listed)}"]
    if current is None:
        tallies.append("no current cohort")
    elif countable(current) not in listed:
        tallies.append("current cohort disagrees")
    history = user.get("promotionHistory")
    entries = [it for it in history if isinstance(it, dict)] if isinstance(history, list) else []
    still_open = sum(entry.get("leftAt") is None for entry in entries)
    return [*tallies, f"open entries {still_open}"]


MEMBERSHIPS = CollectionMapping(
    source="users",
    names=("users",),
    into=(Membership,),
    owns=("currentPromotionId", "promotionHistory"),
    reads=("role", "profile", "isActive", "createdAt", "updatedAt"),
    split=split_user,
    merge=merge_user,
    finds=(Find(Membership, path="student_id"),),
    looks_up=(
        Lookup(
            name="listed",
            collection="promotions",
            path="studentIds",
            asks=("_id",),
            fields=("studentIds", "createdAt"),
            fold=gather,
        ),
        Lookup(
            name="cohorts",
            collection="promotions",
            asks=lambda user: map(key_in, values_at(user, "promotionHistory.promotionId")),
            fields=("_id",),
        ),
    ),
)
