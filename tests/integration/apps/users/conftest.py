"""People to work with."""

import pytest

from apps.accounts.data import Role
from apps.users import operations
from apps.users.data import ProfileChanges
from yggdrasil import clock
from yggdrasil.ids import new_id


@pytest.fixture
def person(homes):
    """Return a function that makes a person and returns the id."""

    def make(first="Ada", last="Lovelace", *, role=Role.STUDENT, email="", **says):
        person_id = new_id()
        return operations.create_profile(
            person_id=person_id,
            email=email or f"{person_id}@yggdrasil.edu",
            role=role,
            at=clock.now(),
            says=ProfileChanges(first_name=first, last_name=last, **says),
        )

    return make
