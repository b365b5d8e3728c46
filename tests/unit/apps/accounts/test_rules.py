"""What an account may be, in a bare interpreter."""

import pytest
from hypothesis import given, strategies as st

from apps.accounts import rules
from apps.accounts.data import Role

LOCAL = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9+_-]{0,20}", fullmatch=True)
DOMAIN = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,10}\.[A-Za-z]{2,5}", fullmatch=True)
EMAIL = st.builds("{}@{}".format, LOCAL, DOMAIN)


class TestNormaliseEmail:
    @given(text=st.text())
    def test_changes_nothing_the_second_time(self, text):
        once = rules.normalise_email(text)

        assert rules.normalise_email(once) == once

    @given(email=EMAIL, spaces=st.text(" \t\n", max_size=3))
    def test_forgets_case_and_the_space_around(self, email, spaces):
        kept = rules.normalise_email(email)

        assert rules.normalise_email(spaces + email.swapcase() + spaces) == kept

    @pytest.mark.parametrize(
        "look_alike",
        ["\u212aate@yggdrasil.edu", "adm\u0131n@yggdrasil.edu", "\uff41dmin@yggdrasil.edu"],
        ids=["kelvin sign", "dotless i", "fullwidth a"],
    )
    def test_makes_no_look_alike_an_ascii_address(self, look_alike):
        assert not rules.normalise_email(look_alike).isascii()


class TestCheckEmail:
    @given(email=EMAIL)
    def test_takes_an_address_and_keeps_it_normalised(self, email):
        assert rules.check_email(email) == email.lower()

    @given(text=st.text(max_size=300))
    def test_refuses_or_returns_ascii_that_fits(self, text):
        try:
            kept = rules.check_email(text)
        except rules.InvalidEmailError:
            return

        assert kept.isascii()
        assert kept == kept.lower()
        assert len(kept) <= rules.EMAIL_MAX_LENGTH

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "@",
            "ada",
            "ada@",
            "@yggdrasil.edu",
            "ada@localhost",
            "ada@@yggdrasil.edu",
            "a da@yggdrasil.edu",
            ".ada@yggdrasil.edu",
            "ada..b@yggdrasil.edu",
            "ada@yggdrasil.edu\nbcc: all@yggdrasil.edu",
            "ada@yggdrasil.edu\0",
            "\u212aate@yggdrasil.edu",
            "a" * 250 + "@yggdrasil.edu",
        ],
    )
    def test_refuses_what_is_no_address(self, text):
        with pytest.raises(rules.InvalidEmailError):
            rules.check_email(text)

    def test_takes_only_domains_of_the_school_where_it_has_some(self):
        allowed = {"yggdrasil.edu", "student.yggdrasil.edu"}

        assert rules.check_email("Ada@Student.Yggdrasil.EDU", allowed_domains=allowed)
        for foreign in ("ada@example.com", "ada@evil.yggdrasil.edu", "ada@yggdrasil.edu.com"):
            with pytest.raises(rules.InvalidEmailError, match="not a domain of this school"):
                rules.check_email(foreign, allowed_domains=allowed)


class TestCanBePassword:
    @pytest.mark.parametrize("text", ["", "x" * 129, "with\0nul", "half \ud83d of a character"])
    def test_says_no_to_what_nobody_can_have(self, text):
        assert not rules.can_be_password(text)
        with pytest.raises(rules.UnusablePasswordError):
            rules.check_can_be_password(text)

    @given(text=st.text(min_size=1, max_size=128).filter(lambda text: "\0" not in text))
    def test_says_yes_to_any_other_text(self, text):
        assert rules.can_be_password(text)


class TestPower:
    @given(role=st.sampled_from(Role), is_active=st.booleans())
    def test_is_that_of_active_administrators(self, role, is_active):
        expected = role is Role.ADMIN and is_active

        assert rules.is_powerful(role=role, is_active=is_active) is expected

    def test_is_not_given_up_by_oneself(self):
        rules.check_not_own(account_id="ada", by="grace")
        rules.check_not_own(account_id="ada", by="")
        with pytest.raises(rules.OwnAccountError):
            rules.check_not_own(account_id="ada", by="ada")

    def test_is_not_taken_from_the_last_one(self):
        rules.check_admin_remains(has_other=True)
        with pytest.raises(rules.LastAdminError):
            rules.check_admin_remains(has_other=False)
