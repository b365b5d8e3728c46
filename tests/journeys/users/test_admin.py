"""Staff at the admin's people."""

import pytest

from apps.accounts.models import Account
from apps.users import operations
from apps.users.data import ContactData, DocumentKind, NewDocument, PreferencesData
from apps.users.models import Contact, Document, Preferences, Profile

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def at_desk(admin_as):
    return admin_as("staff")


def errors_of(answer):
    return answer.context["adminform"].form.errors


class TestProfiles:
    def test_are_found_by_how_they_begin(self, at_desk, person):
        person("Ádám", "Szabó", student_id="S1-SEP-001")
        person("Bob", "Smith")

        for text in ("SZABO", "adam", "s1-sep"):
            found = at_desk.get("/admin/users/profile/", {"q": text})
            assert [it.first_name for it in found.context["cl"].result_list] == ["Ádám"]

    def test_are_changed(self, at_desk, person):
        person_id = person(department="Mathematics", specialties=("Algebra",))
        address = f"/admin/users/profile/{person_id}/change/"
        shown = at_desk.get(address)

        answer = at_desk.post(
            address,
            {
                "first_name": "Augusta",
                "last_name": "King",
                "student_id": "",
                "department": "",
                "specialties": "Algebra\nLogic",
            },
        )

        profile = Profile.objects.get(pk=person_id)
        assert (shown.status_code, answer.status_code) == (200, 302)
        assert (profile.name, profile.department) == ("Augusta King", "")
        assert profile.specialties == ["Algebra", "Logic"]
        assert profile.metadata.updated_by is not None

    def test_say_why_they_stay_as_they_are(self, at_desk, person):
        person(student_id="STU2024001")
        person_id = person()

        answer = at_desk.post(
            f"/admin/users/profile/{person_id}/change/",
            {"first_name": "x", "last_name": "y", "student_id": "STU2024001"},
        )

        assert errors_of(answer)["student_id"]

    def test_say_several_lines_as_a_browser_sends_them(self, at_desk, person):
        person_id = person()

        answer = at_desk.post(
            f"/admin/users/profile/{person_id}/change/",
            {"first_name": "Ada", "last_name": "King", "bio": "One.\r\nTwo."},
        )

        assert answer.status_code == 302
        assert Profile.objects.get(pk=person_id).bio == "One.\nTwo."

    def test_are_neither_made_nor_removed_by_hand(self, at_desk, person):
        person_id = person()

        assert at_desk.get("/admin/users/profile/add/").status_code == 403
        assert at_desk.get(f"/admin/users/profile/{person_id}/delete/").status_code == 403


class TestRecords:
    def test_of_preferences_are_changed_part_by_part(self, at_desk, person, at):
        person_id = person()
        operations.change_preferences(person_id=person_id, preferences=PreferencesData(), at=at)
        address = f"/admin/users/preferences/{person_id}/change/"
        shown = at_desk.get(address)

        answer = at_desk.post(
            address, {"language": "en", "font_size": "large", "schedule_changes": "on"}
        )

        data = Preferences.objects.get(pk=person_id).to_data()
        assert (shown.status_code, answer.status_code) == (200, 302)
        assert (data.language, data.accessibility.font_size) == ("en", "large")
        assert data.notifications.schedule_changes
        assert not data.notifications.new_announcements

    def test_of_contacts_are_changed_part_by_part(self, at_desk, person, at):
        person_id = person()
        operations.change_contact(person_id=person_id, contact=ContactData(phone="1"), at=at)
        address = f"/admin/users/contact/{person_id}/change/"
        shown = at_desk.get(address)

        answer = at_desk.post(address, {"phone": "1", "emergency_name": "Lady Byron"})

        data = Contact.objects.get(pk=person_id).to_data()
        assert (shown.status_code, answer.status_code) == (200, 302)
        assert (data.phone, data.emergency.name) == ("1", "Lady Byron")

    def test_of_documents_are_added_and_removed(self, at_desk, person):
        person_id = person()
        typed = {
            "owner_id": person_id,
            "kind": "identity",
            "name": "Passport",
            "url": "/files/p.pdf",
            "size_bytes": "7",
            "mime_type": "application/pdf",
        }

        answer = at_desk.post("/admin/users/document/add/", typed)
        document = Document.objects.get()
        at_desk.post(f"/admin/users/document/{document.pk}/delete/", {"post": "yes"})

        assert answer.status_code == 302
        assert (document.name, str(document.owner_id)) == ("Passport", person_id)
        assert not Document.objects.exists()

    def test_of_documents_are_added_by_address(self, at_desk, person, open_account):
        account_id = open_account("student")
        person(person_id=account_id)
        typed = {
            "owner_id": Account.objects.get(pk=account_id).email.upper(),
            "kind": "identity",
            "name": "Passport",
            "url": "/files/p.pdf",
            "size_bytes": "7",
            "mime_type": "application/pdf",
        }

        answer = at_desk.post("/admin/users/document/add/", typed)
        again = at_desk.post("/admin/users/document/add/", typed | {"owner_id": "me"})

        assert answer.status_code == 302, errors_of(answer)
        assert str(Document.objects.get().owner_id) == account_id
        assert "neither an e-mail address nor an id" in str(errors_of(again))

    def test_of_nobody_are_refused(self, at_desk):
        typed = {
            "kind": "identity",
            "name": "P",
            "url": "/p",
            "size_bytes": "7",
            "mime_type": "a/b",
        }

        answer = at_desk.post("/admin/users/document/add/", typed | {"owner_id": "0" * 24})

        assert "There is no person" in str(errors_of(answer))


class TestLists:
    @pytest.mark.parametrize("page", ["profile", "preferences", "contact", "document"])
    def test_are_open_to_staff(self, page, at_desk, person, at):
        person_id = person()
        new = NewDocument(
            kind=DocumentKind.OTHER, name="P", url="/p", size_bytes=7, mime_type="a/b"
        )
        operations.add_document(owner_id=person_id, document=new, at=at)
        operations.change_contact(person_id=person_id, contact=ContactData(phone="1"), at=at)
        operations.change_preferences(person_id=person_id, preferences=PreferencesData(), at=at)

        answer = at_desk.get(f"/admin/users/{page}/")

        assert len(answer.context["cl"].result_list) == 1

    @pytest.mark.parametrize("page", ["preferences", "contact", "document"])
    def test_name_whose_it_is_and_are_found_by_the_name(self, page, at_desk, person, at):
        person_id = person("Ada", "Lovelace")
        new = NewDocument(
            kind=DocumentKind.OTHER, name="P", url="/p", size_bytes=7, mime_type="a/b"
        )
        operations.add_document(owner_id=person_id, document=new, at=at)
        operations.change_contact(person_id=person_id, contact=ContactData(phone="1"), at=at)
        operations.change_preferences(person_id=person_id, preferences=PreferencesData(), at=at)

        found = at_desk.get(f"/admin/users/{page}/", {"q": "lovel"})
        missed = at_desk.get(f"/admin/users/{page}/", {"q": "babbage"})

        assert b"Ada Lovelace" in found.content
        assert not missed.context["cl"].result_list
