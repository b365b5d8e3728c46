"""The accounts of the demo school; never in production, their password is public."""

from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.hashers import make_password

from apps.accounts import operations
from apps.accounts.data import AccountData, Origin, Role, SignInOutcome
from apps.accounts.models import Account
from yggdrasil import ids
from yggdrasil.mongodb.homes import alias_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

PASSWORD = "Admin123!"  # noqa: S105 - public on purpose

_OFFICE = {
    "admin@yggdrasil.edu": Role.ADMIN,
    "staff@yggdrasil.edu": Role.STAFF,
    "mireille.garnier@yggdrasil.edu": Role.STAFF,
}

_TEACHERS = """
    teacher chloe.lefevre oliver.bennett francoise.noel thomas.oconnor rene.benoit
    harriet.clarke andre.desiree
"""

_STUDENTS = """
    student aaron.brooks abigail.foster adele.chretien alice.morgan amelie.lemaitre
    anais.fremont arthur.bellamy aurelien.thery basile.perrin beatrice.crepin benjamin.ward
    camille.roussel cecile.mercier celeste.guerin charles.whitfield charlotte.evans
    clement.lacroix coralie.barre daisy.hughes daphne.collet edouard.renaud eleonore.pages
    elodie.vasseur emily.carter emma.lejeune etienne.gregoire felicite.masse felix.carpentier
    florence.delannoy frederic.bouvier gabriel.huet george.palmer gwenaelle.lebris hannah.price
    heloise.marechal henry.shaw hugo.fontaine ines.beranger isabelle.pichon jack.turner
    jerome.lefort josephine.bailly jules.marchand juliette.besancon kevin.doyle leo.hamelin
    leonie.cordier lucas.picard lucy.watson mael.guegan maeva.picot mathilde.aubry noemie.serre
    oscar.reed penelope.blondel raphael.duchene sophie.bernard theo.gauthier zoe.delacourt
"""

_BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
)


def make(*, at: datetime) -> int:
    """Open the demo school's accounts, and let some people in and refuse some.

    Args:
        at: the present moment.

    Returns:
        Number of documents made; nothing if they were there already.
    """
    # One hash for all: hashing each would take longer than all the rest. One commit for all:
    # operations join the unit that is open.
    password_hash = make_password(PASSWORD)
    return unit_of_work(alias_of("accounts")).run(partial(_make, password_hash, at=at))


def _make(password_hash: str, *, at: datetime) -> int:
    there = set(Account.objects.filter(email__in=_roles()).values_list("email", flat=True))
    missing = {email: role for email, role in _roles().items() if email not in there}
    opened = [
        _open(email, role, password_hash, at=at - timedelta(days=200))
        for email, role in missing.items()
    ]
    visitors = opened[::4]
    for number, account in enumerate(visitors):
        _visit(account, number, password_hash, at=at)
    return len(opened) + 4 * len(visitors)


def _roles() -> dict[str, Role]:
    teachers = {f"{name}@yggdrasil.edu": Role.TEACHER for name in _TEACHERS.split()}
    students = {f"{name}@student.yggdrasil.edu": Role.STUDENT for name in _STUDENTS.split()}
    # The four accounts that are named to visitors all lie in the school's first domain.
    named = {
        email.replace("student@student.", "student@"): role for email, role in students.items()
    }
    return _OFFICE | teachers | named


def _open(email: str, role: Role, password_hash: str, *, at: datetime) -> AccountData:
    operations.open_account(
        account_id=ids.derived_id("demo", "account", email),
        email=email,
        password_hash=password_hash,
        role=role,
        at=at,
    )
    return AccountData(
        id=ids.derived_id("demo", "account", email),
        email=email,
        role=role,
        is_active=True,
        created_at=at,
    )


def _visit(account: AccountData, number: int, password_hash: str, *, at: datetime) -> None:
    """Let somebody mistype once and then come in, some hours ago."""
    came_at = at - timedelta(hours=1 + 5 * number)
    origin = Origin(ip=f"192.0.2.{number + 10}", user_agent=_BROWSERS[number % len(_BROWSERS)])
    operations.record_refusal(
        email=account.email,
        account_id=account.id,
        reason=SignInOutcome.WRONG_PASSWORD,
        origin=origin,
        at=came_at - timedelta(seconds=20),
    )
    operations.open_session(
        account_id=account.id,
        verified_hash=password_hash,
        upgraded_hash=None,
        origin=origin,
        at=came_at,
    )
