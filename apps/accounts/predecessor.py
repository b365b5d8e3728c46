"""How the predecessor's users become accounts, and the way back.

An account takes what is needed to sign in; names and wishes are the users app's, cohorts are the
enrollments app's. Whatever field nobody knows comes along here, aside.
"""

import re
from collections import Counter
from typing import Any

from apps.accounts import rules
from apps.accounts.data import Role
from apps.accounts.models import Account
from yggdrasil.cutover.mapping.addresses import folded_email, kept_email
from yggdrasil.cutover.mapping.collection import (
    REST,
    CollectionMapping,
    Find,
    Finding,
    Found,
    Known,
    Parts,
    Sort,
    Unique,
)
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import Identity
from yggdrasil.cutover.mapping.kinds import Flag, Moment, Text, Word, repaired
from yggdrasil.cutover.mapping.moments import created_at, updated_at
from yggdrasil.cutover.mapping.numbers import Whole
from yggdrasil.cutover.mapping.table import Column, Table

# Django finds its hasher by the word in front.
_BCRYPT = "bcrypt$"
_BCRYPT_HASH = re.compile(r"^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$")
# Django's mark for a password that nobody has.
_UNUSABLE = "!"
_TOLD_OF_ROLES = {role.value: f"role {role}" for role in Role}

_ACCOUNT = Table(
    Account,
    [
        Column("_id", "_id", Identity(collection="users")),
        Column("email", "email", Text(limit=rules.EMAIL_MAX_LENGTH)),
        Column("password", "password", Text()),
        Column("role", "role", Word(words=Role, default=Role.STUDENT)),
        Column("isActive", "is_active", Flag(empty=True)),
        Column("tokenVersion", "token_version", Whole()),
        Column("lastLogin", "last_login", Moment(), is_optional=True),
        Column("createdAt", "created_at", Moment()),
        Column("updatedAt", "updated_at", Moment()),
    ],
)


def split_user(user: Document, known: Known) -> Parts:
    """Return the account of a user.

    Args:
        user: the predecessor's document.
        known: whose e-mail is taken, under `email`.

    Returns:
        One account. A second user of an address gets one that tells the first one's apart; a user
        without a bcrypt hash can sign in after a reset; one with an unknown role is a student who
        cannot sign in until staff have looked.
    """
    parts = Parts(keeps=("password",))
    account = _ACCOUNT.split(user, parts.findings)
    account["created_at"] = created_at(account)
    account["updated_at"] = updated_at(account)
    account["email"] = _email(user, account["_id"], known, parts.findings)
    account["password"] = _password(user, parts.findings)
    if any(found.kind == "unknown_word" for found in parts.findings) or "role" not in user:
        account["is_active"] = False
    parts.documents.append((Account, account))
    parts.tallies += _tallies(user)
    return parts


def merge_user(found: Found) -> Document | None:
    """Return the fields of a user that an account carries.

    Args:
        found: the account, and its old hash as it was split.

    Returns:
        The fields. A hash that was only upgraded at sign-in goes back to the old one, which
        belongs to the same password; one that the predecessor cannot read stays as it is.
    """
    account = found.one(Account)
    if account is None:
        return None
    user = _ACCOUNT.merge(account)
    user["password"] = _old_hash(account, found.kept.get("password"))
    return user


def _email(user: Document, key: Any, known: Known, findings: list[Finding]) -> str:
    is_taken = user["_id"] in known["email"]
    kept = kept_email(user, key=key, is_taken=is_taken)
    found = user.get("email")
    if is_taken:
        findings.append(Finding(Sort.CONFLICT, "email_taken", "email", found, kept))
    elif kept != found:
        kind = "email_folded" if folded_email(user) else "email_missing"
        findings.append(repaired(kind, "email", found, kept))
    return kept


def _password(user: Document, findings: list[Finding]) -> str:
    password = user.get("password")
    if isinstance(password, str) and _BCRYPT_HASH.match(password):
        return _BCRYPT + password
    # Not named in the report: it may be the password itself.
    findings.append(Finding(Sort.REPAIR, "password_unusable", "password"))
    return f"{_UNUSABLE}{user['_id']}"


def _old_hash(account: Document, kept: Any) -> str:
    password: str = account["password"] or ""
    if password.startswith(_BCRYPT):
        return password.removeprefix(_BCRYPT)
    was_chosen_since = account["security"].get("password_changed_at") is not None
    return password if was_chosen_since or not isinstance(kept, str) else kept


def _tallies(user: Document) -> list[str | tuple[str, int]]:
    role = user.get("role")
    told = _TOLD_OF_ROLES.get(role) if isinstance(role, str) else None
    tallies: list[str | tuple[str, int]] = ["users", told or "role unknown"]
    if user.get("lastLogin") is None:
        tallies.append("no lastLogin")
    if user.get("isActive") is False:
        tallies.append("inactive")
    return tallies


def figures(tallies: Counter[str]) -> dict[str, Any]:
    """Return what the predecessor's credentials look like.

    Args:
        tallies: counted by `split_user`.
    """
    roles = sorted(name.removeprefix("role ") for name in tallies if name.startswith("role "))
    return {
        "users": tallies["users"],
        "users_by_role": {role: tallies[f"role {role}"] for role in roles},
        "users_inactive": tallies["inactive"],
        "users_without_last_login": tallies["no lastLogin"],
        "emails_differing_only_by_case": tallies["conflict.email_taken"],
        "passwords_unusable": tallies["repair.password_unusable"],
    }


MAPPINGS = (
    CollectionMapping(
        source="users",
        names=("users",),
        into=(Account,),
        owns=REST,
        split=split_user,
        merge=merge_user,
        finds=(Find(Account),),
        uniques=(Unique(name="email", fields=("email",), value=folded_email),),
    ),
)

MEANINGS = {
    "email_folded": "An address with capitals or space around it; accounts keep it without.",
    "email_missing": "A user without an address; one that can never receive mail stands in.",
    "email_taken": "Two users differ only by the case of their address; the later one's was "
    "made different by its key.",
    "password_unusable": "What was stored is no bcrypt hash; the account signs in after a reset.",
}

IGNORED = {
    "sessions": "Made by a set-up script and never used; everybody signs in again.",
    "authusers": "A copy of the users' credentials that no service of the predecessor reads.",
    "migrations": "Book-keeping of the predecessor's own migrations.",
}
