"""Coming in: the password is checked outside any transaction, what follows is one."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.hashers import (
    get_hasher,
    get_hashers,
    identify_hasher,
    is_password_usable,
    make_password,
    verify_password,
)

from apps.accounts import rules
from apps.accounts.data import Origin, SignedIn, SignInOutcome
from apps.accounts.models import Account
from apps.accounts.operations.attempts import count_attempt, forget_attempts
from apps.accounts.operations.sessions import (
    StaleVerdictError,
    admit_to_admin,
    open_session,
    record_refusal,
)
from yggdrasil.errors import ForbiddenError

T = TypeVar("T")

# Each round checks the password again; two sign-ins that upgrade one hash at once need two.
_ROUNDS = 3


class SignInRefusedError(ForbiddenError):
    """The e-mail address or the password is wrong; which of them is not said."""


@dataclass(frozen=True, kw_only=True)
class _Verdict:
    """What became of checking a password.

    Attributes:
        outcome: signed_in if the person may come in.
        account_id: id of the account that has the address, if any.
        verified_hash: the hash that was checked.
        upgraded_hash: a better one, where that is old.
    """

    outcome: SignInOutcome
    account_id: str | None = None
    verified_hash: str = ""
    upgraded_hash: str | None = None


def sign_in(*, email: str, password: str, origin: Origin, at: datetime) -> SignedIn:
    """Let somebody in over the API, if the password is right.

    Unknown address, wrong password and inactive account give one answer after equal work. A hash
    of an older kind is replaced at the first sign-in.

    Args:
        email: address as typed.
        password: as typed.
        origin: where the attempt comes from.
        at: moment of the attempt.

    Returns:
        Both tokens, and who signed in.

    Raises:
        SignInRefusedError: if the person may not come in, whatever the reason.
        TooManyAttemptsError: if this was tried too often.
    """
    return _come_in(open_session, email=email, password=password, origin=origin, at=at)


def sign_in_to_admin(*, email: str, password: str, origin: Origin, at: datetime) -> str:
    """Let somebody in to the admin, if the password is right; otherwise as `sign_in`.

    Args:
        email: address as typed.
        password: as typed.
        origin: where the attempt comes from.
        at: moment of the attempt.

    Returns:
        Id of the account.

    Raises:
        SignInRefusedError: if the person may not come in, whatever the reason.
        TooManyAttemptsError: if this was tried too often.
    """
    return _come_in(admit_to_admin, email=email, password=password, origin=origin, at=at)


def _come_in(
    enter: Callable[..., T], *, email: str, password: str, origin: Origin, at: datetime
) -> T:
    count_attempt(email=email, ip=origin.ip, at=at)
    for _round in range(_ROUNDS):
        verdict = _check(email, password)
        if verdict.outcome is not SignInOutcome.SIGNED_IN:
            break
        try:
            entered = enter(
                account_id=verdict.account_id,
                verified_hash=verdict.verified_hash,
                upgraded_hash=verdict.upgraded_hash,
                origin=origin,
                at=at,
            )
        except StaleVerdictError:
            continue
        forget_attempts(email=email, ip=origin.ip, at=at)
        return entered
    record_refusal(
        email=email,
        account_id=verdict.account_id,
        reason=verdict.outcome,
        origin=origin,
        at=at,
    )
    raise SignInRefusedError("The e-mail address or the password is wrong.")


def _check(email: str, password: str) -> _Verdict:
    account = Account.find_by_email(email)
    account_id = str(account.pk) if account is not None else None
    if not rules.can_be_password(password):
        # Nobody has such a password, so no work betrays who has an account.
        outcome = SignInOutcome.WRONG_PASSWORD if account else SignInOutcome.UNKNOWN_EMAIL
        return _Verdict(outcome=outcome, account_id=account_id)
    # "!" is a hash that nothing matches; checking it costs what a real one costs.
    stored = account.password if account else "!"
    is_right, is_outdated = verify_password(password, stored)
    if account is None or not is_right or not account.is_active:
        _spend_the_rest(password, stored)
        return _Verdict(outcome=_refusal(account, is_right=is_right), account_id=account_id)
    return _Verdict(
        outcome=SignInOutcome.SIGNED_IN,
        account_id=account_id,
        verified_hash=stored,
        upgraded_hash=make_password(password) if is_outdated else None,
    )


def _refusal(account: Account | None, *, is_right: bool) -> SignInOutcome:
    if account is None:
        return SignInOutcome.UNKNOWN_EMAIL
    return SignInOutcome.INACTIVE if is_right else SignInOutcome.WRONG_PASSWORD


def _spend_the_rest(password: str, stored: str) -> None:
    """Do the work of every hasher that the check did not need.

    As long as hashes of several kinds are about, the time of a refusal would tell which kind an
    address has, and so whether there is an account.
    """
    spent = get_hasher()
    if is_password_usable(stored):
        # For gibberish Django spent the preferred one.
        with suppress(ValueError):
            spent = identify_hasher(stored)
    for hasher in get_hashers():
        if hasher.algorithm != spent.algorithm:
            hasher.encode(password, hasher.salt())
