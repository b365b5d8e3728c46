"""What a person's record may say and who may read it, in a bare interpreter."""

import pytest
from hypothesis import given, strategies as st

from apps.accounts.data import Role
from apps.users import rules
from yggdrasil.context import ANONYMOUS, Actor

ROLES = st.sampled_from(Role)


class TestSortKey:
    @given(text=st.text())
    def test_changes_nothing_the_second_time(self, text):
        once = rules.sort_key(text)

        assert rules.sort_key(once) == once

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Éloïse  DUPONT", "eloise dupont"),
            ("Strauß", "strauss"),
            ("  Ñandú ", "nandu"),
            ("O'Brien-Smith", "o'brien-smith"),
            ("Łukasz", "łukasz"),
            ("李", "李"),
        ],
    )
    def test_forgets_case_and_accents(self, name, key):
        assert rules.sort_key(name) == key


class TestCheckStudentId:
    @pytest.mark.parametrize("number", ["", "STU2024001", "S1-SEP-001", "AB1234", "7"])
    def test_takes_what_schools_print(self, number):
        rules.check_student_id(number)

    @pytest.mark.parametrize("number", ["stu1", "-A", "A-", "A B", "A" * 31, "A\n", "É1"])
    def test_refuses_anything_else(self, number):
        with pytest.raises(rules.InvalidRecordError):
            rules.check_student_id(number)


class TestCheckTexts:
    def test_names_every_fault(self):
        with pytest.raises(rules.InvalidRecordError) as refusal:
            rules.check_texts({"first_name": "x" * 101, "title": "a\0b", "bio": "fine\nlines"})

        assert [error.field for error in refusal.value.errors] == ["first_name", "title"]

    @given(name=st.sampled_from(["first_name", "bio", "department"]), text=st.text(max_size=90))
    def test_takes_what_can_be_printed(self, name, text):
        if text.isprintable():
            rules.check_texts({name: text})


class TestCheckSpecialties:
    @pytest.mark.parametrize("many", [("x",) * 11, ("",), ("  ",), ("x" * 51,), ("a\0b",)])
    def test_refuses_what_is_no_list_of_subjects(self, many):
        with pytest.raises(rules.InvalidRecordError):
            rules.check_specialties(many)


class TestCanSeeProfile:
    @given(viewer=ROLES, role=ROLES)
    def test_shows_everybody_their_own(self, viewer, role):
        assert rules.can_see_profile(Actor(id="ada", role=viewer), person_id="ada", role=role)

    @given(viewer=ROLES, role=ROLES)
    def test_follows_the_table_of_roles(self, viewer, role):
        sees = rules.can_see_profile(Actor(id="ada", role=viewer), person_id="bob", role=role)

        is_office = viewer in {Role.ADMIN, Role.STAFF}
        is_school = viewer is Role.TEACHER and role in {Role.TEACHER, Role.STUDENT}
        assert sees is (is_office or is_school)

    @given(role=ROLES)
    def test_shows_strangers_nothing(self, role):
        assert not rules.can_see_profile(ANONYMOUS, person_id="", role=role)


class TestCanSeePrivate:
    @given(viewer=ROLES)
    def test_is_for_oneself_and_the_office(self, viewer):
        actor = Actor(id="ada", role=viewer)

        assert rules.can_see_private(actor, person_id="ada")
        is_office = viewer in {Role.ADMIN, Role.STAFF}
        assert rules.can_see_private(actor, person_id="bob") is is_office
