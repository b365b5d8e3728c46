"""The people of the demo school: names, cards, departments, and what belongs to them."""

from datetime import datetime, timedelta
from functools import partial

from apps.accounts import api as accounts
from apps.accounts.data import AccountData, Role
from apps.users import operations, queries, rules
from apps.users.data import (
    AccessibilityData,
    ContactData,
    DocumentKind,
    EmergencyContactData,
    FontSize,
    Language,
    NewDocument,
    NotificationsData,
    PreferencesData,
    ProfileChanges,
    Source,
)
from yggdrasil import ids
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

_NAMED = {
    "admin": ("Sigrid", "Hansen"),
    "staff": ("Jeanne", "Moreau"),
    "teacher": ("Étienne", "Dubois"),
    "student": ("Chloé", "Martin"),
}

# Addresses have no accents; people do.
_ACCENTED = """
    Adèle Amélie Anaïs André Aurélien Barré Béatrice Béranger Besançon Cécile Céleste Chloé
    Chrétien Clément Crépin Daphné Désirée Duchêne Édouard Éléonore Élodie Étienne Félicité Félix
    Françoise Frédéric Frémont Grégoire Guégan Guérin Gwenaëlle Héloïse Inès Jérôme Joséphine
    Lefèvre Lemaître Léo Léonie Maël Maëva Maréchal Massé Noël Noémie O'Connor Pagès Pénélope
    Raphaël René Théo Théry Zoé
"""
_SPELLED = {rules.sort_key(word).replace("'", ""): word for word in _ACCENTED.split()}

_DEPARTMENTS = ("Computer Science", "Mathematics", "Physics", "Languages")
_SPECIALTIES = (
    ("Python", "Databases"),
    ("Algebra", "Statistics"),
    ("Optics", "Mechanics"),
    ("French literature", "English"),
)


def make(*, at: datetime) -> int:
    """Describe the people who have the demo school's accounts.

    Args:
        at: the present moment.

    Returns:
        Number of documents made; nothing if they were there already.
    """
    # One commit a role instead of hundreds: operations join the unit that is open.
    home = unit_of_work(alias_of("users"))
    return sum(home.run(partial(_make_role, role, at=at)) for role in Role)


def _make_role(role: Role, *, at: datetime) -> int:
    found = accounts.list_accounts(role=role, limit=1_000)
    people = [it for it in found if it.id == ids.derived_id("demo", "account", it.email)]
    known = {it.id: it for it in queries.list_persons(ids=tuple(it.id for it in people))}
    made = 0
    for number, account in enumerate(people):
        if account.id not in known or not known[account.id].first_name:
            _describe(account, number, is_known=account.id in known)
            made += 1 + _add_records(account, number, at=at)
    return made


def _describe(account: AccountData, number: int, *, is_known: bool) -> None:
    """Make the profile, or fill it where the fact of the new account was quicker."""
    says, at = _says(account, number), account.created_at
    if is_known:
        operations.change_profile(person_id=account.id, changes=says, by="", at=at)
        return
    operations.create_profile(
        person_id=account.id,
        email=account.email,
        role=account.role,
        at=at,
        says=says,
        source=Source.DEMO,
    )


def _says(account: AccountData, number: int) -> ProfileChanges:
    first_name, last_name = _name(account.email)
    if account.role is Role.STUDENT:
        return ProfileChanges(
            first_name=first_name, last_name=last_name, student_id=f"STU2026{number + 1:03}"
        )
    if account.role is not Role.TEACHER:
        return ProfileChanges(
            first_name=first_name,
            last_name=last_name,
            student_id=f"ADM-{account.role.value.upper()}-{number + 1:02}",
            department="Registrar's Office",
        )
    subject = number % len(_DEPARTMENTS)
    return ProfileChanges(
        first_name=first_name,
        last_name=last_name,
        department=_DEPARTMENTS[subject],
        title="Dr" if number % 2 else "Professor",
        bio=f"{first_name} {last_name} has taught {_DEPARTMENTS[subject]} since 2015.",
        office_hours="Tuesdays, 14:00 to 16:00",
        specialties=_SPECIALTIES[subject],
    )


def _name(email: str) -> tuple[str, str]:
    local = email.partition("@")[0]
    if local in _NAMED:
        return _NAMED[local]
    first_name, last_name = (_SPELLED.get(word, word.title()) for word in local.split("."))
    return first_name, last_name


def _add_records(account: AccountData, number: int, *, at: datetime) -> int:
    """Add what belongs to the person, and return how many documents that made."""
    operations.change_preferences(
        person_id=account.id, preferences=_preferences(number), at=account.created_at
    )
    operations.add_document(
        owner_id=account.id, document=_document(account), at=at - timedelta(days=number)
    )
    if account.role is not Role.STUDENT:
        return 2
    operations.change_contact(
        person_id=account.id, contact=_contact(account, number), at=account.created_at
    )
    return 3


def _preferences(number: int) -> PreferencesData:
    return PreferencesData(
        language=Language.ENGLISH if number % 3 == 0 else Language.FRENCH,
        notifications=NotificationsData(assignment_reminders=number % 5 != 0),
        accessibility=AccessibilityData(
            font_size=FontSize.LARGE if number % 7 == 0 else FontSize.MEDIUM
        ),
    )


def _document(account: AccountData) -> NewDocument:
    is_student = account.role is Role.STUDENT
    return NewDocument(
        kind=DocumentKind.TRANSCRIPT if is_student else DocumentKind.CONTRACT,
        name="Transcript of the last school.pdf" if is_student else "Contract.pdf",
        url=f"/files/demo/{account.id}.pdf",
        size_bytes=48_213,
        mime_type="application/pdf",
    )


def _contact(account: AccountData, number: int) -> ContactData:
    _first_name, last_name = _name(account.email)
    # 01 99 00 is kept free of subscribers for films and examples.
    return ContactData(
        phone=f"+33 1 99 00 {number:02} 10",
        address=f"{number + 1} rue des Frênes\n75013 Paris",
        emergency=EmergencyContactData(
            name=f"Anne {last_name}", phone=f"+33 1 99 00 {number:02} 20", relation="mother"
        ),
    )
