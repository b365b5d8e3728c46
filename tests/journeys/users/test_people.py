"""People over HTTP, by role."""

import pytest

from apps.users import operations
from apps.users.data import ContactData, DocumentKind, NewDocument

pytestmark = pytest.mark.usefixtures("homes")

USERS = "/api/v1/users/"
SECRETS = ("password", "token_version", "hash", "secret", "argon2", "$2b$", "md5$")


@pytest.fixture
def school(open_account, person):
    """One person of each role, with an account and a profile; ids by role."""
    ids = {}
    for role in ("admin", "staff", "teacher", "student"):
        ids[role] = open_account(role, email=f"{role}@yggdrasil.edu")
        person(role.title(), "Person", role=role, person_id=ids[role])
    return ids


@pytest.fixture
def as_role(client_as, school):
    return lambda role: client_as(role, account_id=school[role])


class TestList:
    @pytest.mark.parametrize(
        ("role", "status"), [("admin", 200), ("staff", 200), ("teacher", 403), ("student", 403)]
    )
    def test_is_the_offices(self, role, status, as_role):
        assert as_role(role).get(USERS).status_code == status

    def test_is_asked_for_a_token(self, client):
        assert client.get(USERS).status_code == 401

    def test_is_searched_filtered_and_sorted(self, as_role, person):
        person("Élodie", "Vasseur", role="student", department="Physics")
        person("Émile", "Zola", role="teacher", department="Physics")
        client = as_role("staff")

        def first_names(**asked):
            return [it["first_name"] for it in client.get(USERS, asked).json()["results"]]

        assert first_names(search="elod") == ["Élodie"]
        assert first_names(department="Physics") == ["Élodie", "Émile"]
        assert first_names(department="Physics", ordering="-name") == ["Émile", "Élodie"]
        assert first_names(role="teacher", search="ZOLA é") == ["Émile"]

    def test_leaves_out_who_has_left(self, as_role, school, at):
        operations.follow_closing(account_id=school["student"], at=at)

        found = as_role("admin").get(USERS).json()["results"]

        assert school["student"] not in {it["id"] for it in found}


class TestOne:
    @pytest.mark.parametrize("viewer", ["admin", "staff", "teacher", "student"])
    def test_is_seen_by_role(self, viewer, as_role, school):
        client = as_role(viewer)

        seen = {
            role
            for role, person_id in school.items()
            if client.get(f"{USERS}{person_id}/").status_code == 200
        }

        assert (
            seen
            == {
                "admin": {"admin", "staff", "teacher", "student"},
                "staff": {"admin", "staff", "teacher", "student"},
                "teacher": {"teacher", "student"},
                "student": {"student"},
            }[viewer]
        )

    def test_who_may_not_be_seen_is_like_nobody(self, as_role, school):
        client = as_role("student")

        hidden = client.get(f"{USERS}{school['admin']}/")
        nobody = client.get(f"{USERS}{'0' * 24}/")

        assert hidden.status_code == nobody.status_code == 404
        assert hidden.json()["code"] == nobody.json()["code"]

    def test_is_oneself(self, as_role, school):
        body = as_role("student").get(f"{USERS}me/").json()

        assert (body["id"], body["first_name"]) == (school["student"], "Student")

    def test_has_an_id_of_24_digits(self, as_role):
        assert as_role("admin").get(f"{USERS}nonsense/").status_code == 404


class TestBelongings:
    @pytest.mark.parametrize("what", ["preferences", "contact", "documents"])
    def test_are_for_oneself_and_the_office(self, what, as_role, school, client_as):
        address = f"{USERS}{school['student']}/{what}/"

        allowed = {role for role in school if as_role(role).get(address).status_code == 200}

        assert allowed == {"admin", "staff", "student"}
        assert client_as("student").get(address).status_code == 404

    def test_are_told(self, as_role, school, at):
        own = school["student"]
        new = NewDocument(
            kind=DocumentKind.OTHER, name="P", url="/p", size_bytes=7, mime_type="a/b"
        )
        operations.add_document(owner_id=own, document=new, at=at)
        operations.change_contact(person_id=own, contact=ContactData(phone="1"), at=at)
        client = as_role("student")

        assert client.get(f"{USERS}{own}/preferences/").json()["language"] == "fr"
        assert client.get(f"{USERS}{own}/contact/").json()["phone"] == "1"
        assert client.get(f"{USERS}{own}/documents/").json()["results"][0]["name"] == "P"


class TestAnswers:
    def test_hold_no_secret(self, as_role, school):
        own = school["admin"]
        paths = ["auth/me/", "auth/sessions/", "accounts/", f"accounts/{own}/", "users/"]
        paths += ["users/me/", f"users/{own}/", f"users/{own}/preferences/"]
        paths += [f"users/{own}/documents/", f"users/{own}/contact/"]

        for path in paths:
            answer = as_role("admin").get(f"/api/v1/{path}")
            text = answer.content.decode().lower()
            assert answer.status_code == 200, path
            assert not [word for word in SECRETS if word in text], path
