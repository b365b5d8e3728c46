"""Making, changing, following and finding people."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from apps.accounts.data import Role
from apps.users import api, operations, queries, rules
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
)
from apps.users.models import Contact, Profile
from yggdrasil.context import Actor, acting_as
from yggdrasil.ids import new_id
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes", "at")

STAFF = Actor(id="", role="staff")
PASS = NewDocument(
    kind=DocumentKind.IDENTITY, name="Pass", url="/p.pdf", size_bytes=7, mime_type="a/b"
)


def change(person_id, at, **changes):
    operations.change_profile(person_id=person_id, changes=ProfileChanges(**changes), by="", at=at)


class TestCreateProfile:
    def test_keeps_what_is_said(self, person):
        person_id = person("Élodie", "Désirée", student_id="S1-SEP-001", specialties=("Chimie",))

        profile = queries.get_profile(viewer=STAFF, person_id=person_id)
        assert profile.student_id == "S1-SEP-001"
        assert profile.specialties == ("Chimie",)
        assert Profile.objects.get(pk=person_id).sort_name == "desiree elodie"

    def test_refuses_a_second_one(self, person, at):
        person_id = person()

        with pytest.raises(operations.ProfileExistsError):
            operations.create_profile(
                person_id=person_id, email="x@yggdrasil.edu", role=Role.STUDENT, at=at
            )

    def test_refuses_a_card_number_that_is_taken(self, person):
        person(student_id="STU2024001")

        with pytest.raises(operations.StudentIdTakenError):
            person(student_id="STU2024001")

    def test_lets_many_have_no_card(self, person):
        assert person() != person()


class TestChangeProfile:
    def test_changes_what_is_named_and_leaves_the_rest(self, person, at):
        person_id = person(department="Mathematics")

        change(person_id, at, last_name="King", bio="Countess.")

        profile = queries.get_profile(viewer=STAFF, person_id=person_id)
        assert (profile.first_name, profile.last_name) == ("Ada", "King")
        assert (profile.department, profile.bio) == ("Mathematics", "Countess.")

    def test_takes_the_card_back(self, person, at):
        person_id = person(student_id="STU2024001")

        change(person_id, at, student_id="")

        assert person(student_id="STU2024001")

    def test_tells_nothing_when_nothing_changes(self, person, at):
        person_id = person()

        change(person_id, at, first_name="Ada")

        assert Profile.objects.get(pk=person_id).version == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"first_name": "x" * 101},
            {"last_name": "a\0b"},
            {"student_id": "no such"},
            {"photo": "javascript:alert(1)"},
            {"specialties": ("",)},
        ],
        ids=str,
    )
    def test_refuses_what_cannot_be_said(self, changes, person, at):
        person_id = person()

        with pytest.raises(rules.InvalidRecordError) as refusal:
            change(person_id, at, **changes)

        assert [error.field for error in refusal.value.errors] == list(changes)


class TestWhoMayChange:
    def test_are_oneself_and_the_office(self, person, at):
        person_id = person()
        document_id = operations.add_document(owner_id=person_id, document=PASS, at=at)

        for actor in (Actor(id=person_id, role="student"), STAFF):
            with acting_as(actor):
                change(person_id, at, bio=f"As {actor.role}.")
                operations.change_contact(person_id=person_id, contact=ContactData(), at=at)
            assert Profile.objects.get(pk=person_id).bio == f"As {actor.role}."
        with acting_as(Actor(id=person_id, role="student")):
            operations.remove_document(document_id=document_id, at=at)

    @pytest.mark.parametrize("role", ["student", "teacher"])
    def test_is_nobody_else(self, person, at, role):
        person_id = person()
        document_id = operations.add_document(owner_id=person_id, document=PASS, at=at)
        own: dict[str, Any] = {"person_id": person_id, "at": at}

        for attempt in (
            lambda: change(person_id, at, bio="Mine."),
            lambda: operations.change_preferences(preferences=PreferencesData(), **own),
            lambda: operations.change_contact(contact=ContactData(), **own),
            lambda: operations.add_document(owner_id=person_id, document=PASS, at=at),
            lambda: operations.remove_document(document_id=document_id, at=at),
        ):
            with acting_as(Actor(id=new_id(), role=role)), pytest.raises(rules.NotYourRecordError):
                attempt()


class TestFollowing:
    def follow(self, account_id, at, first="Ada"):
        operations.follow_creation(
            account_id=account_id,
            email="ada@yggdrasil.edu",
            role=Role.STUDENT,
            first_name=first,
            last_name="Lovelace",
            at=at,
        )

    def test_makes_the_profile_once(self, at):
        account_id = new_id()

        self.follow(account_id, at)
        self.follow(account_id, at, first="Late")

        assert api.get_person(account_id=account_id).name == "Ada Lovelace"

    def test_copies_address_and_role(self, at):
        account_id = new_id()
        self.follow(account_id, at)

        operations.follow_email(account_id=account_id, email="king@yggdrasil.edu", at=at)
        operations.follow_role(account_id=account_id, role=Role.TEACHER, at=at)

        person = api.get_person(account_id=account_id)
        assert (person.email, person.role) == ("king@yggdrasil.edu", Role.TEACHER)

    def test_closes_with_the_account_and_forgets_the_home(self, at):
        account_id = new_id()
        self.follow(account_id, at)
        operations.change_contact(person_id=account_id, contact=ContactData(phone="1"), at=at)

        operations.follow_closing(account_id=account_id, at=at)
        operations.follow_closing(account_id=account_id, at=at)

        assert api.get_person(account_id=account_id).name == "Ada Lovelace"
        assert api.search_persons(text="ada") == ()
        assert not Contact.objects.exists()


class TestRecords:
    def test_keep_preferences(self, person, at):
        person_id = person()
        said = PreferencesData(
            language=Language.ENGLISH,
            notifications=NotificationsData(new_announcements=False),
            accessibility=AccessibilityData(font_size=FontSize.LARGE, high_contrast=True),
        )

        before = queries.get_preferences(viewer=STAFF, person_id=person_id)
        operations.change_preferences(person_id=person_id, preferences=said, at=at)
        operations.change_preferences(person_id=person_id, preferences=said, at=at)

        assert before.language is Language.FRENCH
        assert queries.get_preferences(viewer=STAFF, person_id=person_id) == said

    def test_keep_the_contact(self, person, at):
        person_id = person()
        said = ContactData(
            phone="+33 1 23 45 67 89",
            address="1 rue de la Paix\n75002 Paris",
            emergency=EmergencyContactData(name="Lady Byron", phone="1", relation="mother"),
        )

        operations.change_contact(person_id=person_id, contact=said, at=at)

        assert queries.get_contact(viewer=STAFF, person_id=person_id) == said

    def test_keep_the_lines_of_an_address_as_a_browser_sends_them(self, person, at):
        person_id = person()
        said = ContactData(address="1 rue de la Paix\r\n75002 Paris")

        operations.change_contact(person_id=person_id, contact=said, at=at)

        kept = queries.get_contact(viewer=STAFF, person_id=person_id)
        assert kept.address == "1 rue de la Paix\n75002 Paris"

    def test_keep_names_no_longer_than_documents_have_room_for(self, person, at):
        said = ContactData(emergency=EmergencyContactData(name="x" * 101))

        with pytest.raises(rules.InvalidRecordError):
            operations.change_contact(person_id=person(), contact=said, at=at)

    def test_keep_documents_up_to_a_bound(self, person, at, monkeypatch):
        monkeypatch.setattr(rules, "MAX_DOCUMENTS", 2)
        person_id = person()

        first = operations.add_document(owner_id=person_id, document=PASS, at=at)
        operations.add_document(owner_id=person_id, document=PASS, at=at)
        with pytest.raises(rules.TooManyDocumentsError):
            operations.add_document(owner_id=person_id, document=PASS, at=at)
        operations.remove_document(document_id=first, at=at)

        page = queries.page_documents(viewer=STAFF, person_id=person_id, window=Window())
        assert [document.name for document in page.results] == ["Pass"]
        with pytest.raises(operations.DocumentNotFoundError):
            operations.remove_document(document_id=first, at=at)

    def test_keep_documents_up_to_a_bound_however_many_come_at_once(self, person, at, monkeypatch):
        monkeypatch.setattr(rules, "MAX_DOCUMENTS", 2)
        person_id, together = person(), Barrier(4)

        def add(_number):
            together.wait(10)
            try:
                operations.add_document(owner_id=person_id, document=PASS, at=at)
            except rules.TooManyDocumentsError:
                return "refused"
            finally:
                connections.close_all()
            return "added"

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(add, range(4))) == ["added", "added", "refused", "refused"]


class TestApi:
    def test_gives_many_people_in_order_by_one_read(self, person, django_assert_num_queries):
        ada, bob = person("Ada"), person("Bob")

        with django_assert_num_queries(1, connection=_connection()):
            people = api.list_persons(ids=(bob, new_id(), ada, bob))

        assert [one.id for one in people] == [bob, ada]

    def test_gives_nobody_for_no_ids(self):
        assert api.list_persons(ids=()) == ()

    def test_refuses_too_many_at_once(self):
        with pytest.raises(api.TooManyPersonsError):
            api.list_persons(ids=tuple(new_id() for _ in range(1001)))

    @pytest.mark.parametrize(
        "text", ["loVE", "LÓVELACE áda", "àda", "countess@", "stu2024", "Lovelace A"]
    )
    def test_finds_by_how_name_address_or_card_begins(self, text, person):
        found = person("Áda", "Lovelace", email="countess@yggdrasil.edu", student_id="STU2024001")
        person("Bob", "Smith")

        assert [one.id for one in api.search_persons(text=text)] == [found]

    @pytest.mark.parametrize("text", [".*", "$", "lace", "{'$ne': 1}", "\uffff", "\0"])
    def test_finds_nobody_by_anything_else(self, text, person):
        person()

        assert api.search_persons(text=text) == ()

    def test_says_that_there_is_no_such_person(self):
        with pytest.raises(api.PersonNotFoundError):
            api.get_person(account_id=new_id())


def _connection():
    return connections["user"]
