"""Accounts over HTTP, for administrators."""

import pytest

pytestmark = pytest.mark.usefixtures("homes")

ACCOUNTS = "/api/v1/accounts/"


class TestAccounts:
    def test_are_listed_filtered_and_sorted(self, client_as, open_account):
        open_account("teacher", email="bob@yggdrasil.edu")
        open_account("teacher", email="ada@yggdrasil.edu")
        open_account("student", email="eve@yggdrasil.edu")
        client = client_as("admin")

        body = client.get(ACCOUNTS, {"role": "teacher", "ordering": "-email"}).json()

        assert [it["email"] for it in body["results"]] == ["bob@yggdrasil.edu", "ada@yggdrasil.edu"]

    def test_are_walked_page_by_page(self, client_as, open_account):
        emails = [f"s{number}@yggdrasil.edu" for number in range(5)]
        for email in emails:
            open_account(email=email)
        client = client_as("admin")

        seen, address = [], f"{ACCOUNTS}?page_size=2&role=student"
        while address:
            body = client.get(address).json()
            seen += [it["email"] for it in body["results"]]
            address = body["next"]

        assert seen == emails

    def test_are_found_by_id(self, client_as, open_account):
        account_id = open_account("student", email="eve@yggdrasil.edu")

        body = client_as("admin").get(f"{ACCOUNTS}{account_id}/").json()

        assert body["email"] == "eve@yggdrasil.edu"

    @pytest.mark.parametrize(
        ("account_id", "status"), [("0" * 24, 404), ("nonsense", 404), ("$ne", 404)]
    )
    def test_that_do_not_exist_are_not_found(self, account_id, status, client_as):
        assert client_as("admin").get(f"{ACCOUNTS}{account_id}/").status_code == status

    @pytest.mark.parametrize("role", ["staff", "teacher", "student"])
    def test_are_nobody_elses_business(self, role, client_as, open_account):
        client = client_as(role)

        assert client.get(ACCOUNTS).status_code == 403
        assert client.get(f"{ACCOUNTS}{open_account()}/").status_code == 403

    @pytest.mark.parametrize(
        "query", ["role=king", "is_active=perhaps", "page_size=101", "cursor=x", "password=x"]
    )
    def test_are_asked_for_in_known_words(self, query, client_as):
        assert client_as("admin").get(f"{ACCOUNTS}?{query}").status_code == 400
