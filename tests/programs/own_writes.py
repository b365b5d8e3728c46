"""Clients that read what they have just written, in another app, beside real relays and hearers.

python -m tests.programs.own_writes COUNT THREADS      prints how many reads saw their own write
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.main")

import django

django.setup()

from functools import partial

from apps.accounts.data import Role
from yggdrasil import clock
from yggdrasil.bus.hearers import declared
from yggdrasil.bus.hearing.awaiting import has_heard
from yggdrasil.context import Actor
from yggdrasil.cqrs.command import execute
from yggdrasil.cqrs.query import ask

HEARERS = declared()
# Longer than any takeover; what is measured is whether, not how soon.
PATIENCE_SECONDS = 30.0


def sees_own_write(number: int) -> bool:
    """Open an account, and read the profile that another app makes of it."""
    name = f"Lovelace {number}"
    outcome = execute(
        "accounts.open_account",
        {
            "email": f"ada{number}@yggdrasil.edu",
            "password_hash": "!nobody signs in",
            "role": Role.STUDENT,
            "first_name": "Ada",
            "last_name": name,
            "at": clock.now(),
        },
    )
    profile = ask(
        "users.get_profile",
        {"viewer": Actor(id=outcome.result, role="student"), "person_id": outcome.result},
        after=outcome.token,
        within_seconds=PATIENCE_SECONDS,
        has_heard=partial(has_heard, hearers=HEARERS),
    )
    return bool(profile.last_name == name)


if __name__ == "__main__":
    count, threads = map(int, sys.argv[1:])
    with ThreadPoolExecutor(threads) as pool:
        print(sum(pool.map(sees_own_write, range(count))))
