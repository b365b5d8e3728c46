"""What staff are told, in names."""

import pytest

from yggdrasil.admin.refusals import named, told
from yggdrasil.errors import ConflictError, FieldError

ADA, BOB, HALL = "a" * 24, "b" * 24, "c" * 24


class TakenError(ConflictError):
    """It is taken."""


def people(ids):
    return {id_: name for id_, name in {ADA: "Ada", BOB: "Bob"}.items() if id_ in ids}


def rooms(ids):
    return {HALL: "Hall"} if HALL in ids else {}


def nobody(ids):
    raise AssertionError(f"Nobody need be asked about {ids}.")


class TestNamed:
    @pytest.mark.parametrize(
        ("said", "read"),
        [
            (f"{ADA} is in {HALL}: move instead.", "Ada is in Hall: move instead."),
            (f"Taken by 'Algebra' ({'d' * 24}).", "Taken by 'Algebra'."),
            (f"There is no room {'d' * 24}.", f"There is no room {'d' * 24}."),
            (f"x{ADA}, {ADA}{ADA}", f"x{ADA}, {ADA}{ADA}"),
        ],
    )
    def test_says_names_where_it_said_ids(self, said, read):
        assert told(named(ConflictError(said), ask=(people, rooms))) == read

    def test_keeps_what_kind_of_refusal_it_is_and_where_it_belongs(self):
        refusal = TakenError(
            "2 were refused.",
            errors=(FieldError(field="to", message=f"{BOB} is there.", code="there"),),
        )

        read = named(refusal, ask=(people,))

        assert (type(read), read.code) == (TakenError, "taken")
        assert read.errors == (FieldError(field="to", message="Bob is there.", code="there"),)

    def test_asks_nobody_where_there_is_no_id(self):
        assert told(named(ConflictError("Too late."), ask=(nobody,))) == "Too late."
