"""Everything one can change about accounts: opening and closing, passwords, coming in."""

from apps.accounts.operations.accounts import (
    change_account,
    close_account,
    create_account,
    deactivate_account,
    open_account,
    reactivate_account,
)
from apps.accounts.operations.attempts import TooManyAttemptsError
from apps.accounts.operations.changing import EmailTakenError
from apps.accounts.operations.passwords import (
    PasswordChangedMeanwhileError,
    WeakPasswordError,
    WrongPasswordError,
    change_password,
    keep_password,
    set_password,
    void_password,
)
from apps.accounts.operations.sessions import (
    admit_to_admin,
    end_sessions,
    open_session,
    record_refusal,
    remove_expired,
)
from apps.accounts.operations.sign_in import SignInRefusedError, sign_in, sign_in_to_admin

__all__ = [
    "EmailTakenError",
    "PasswordChangedMeanwhileError",
    "SignInRefusedError",
    "TooManyAttemptsError",
    "WeakPasswordError",
    "WrongPasswordError",
    "admit_to_admin",
    "change_account",
    "change_password",
    "close_account",
    "create_account",
    "deactivate_account",
    "end_sessions",
    "keep_password",
    "open_account",
    "open_session",
    "reactivate_account",
    "record_refusal",
    "remove_expired",
    "set_password",
    "sign_in",
    "sign_in_to_admin",
    "void_password",
]
