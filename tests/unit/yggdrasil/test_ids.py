"""Ids that stand for words: the same for the same, as texts and as keys."""

from hypothesis import given, strategies as st

from yggdrasil.ids import derived_id, derived_key, is_id

words = st.lists(st.text(), min_size=1)


class TestDerivedId:
    @given(words)
    def test_is_an_id_that_never_changes(self, said):
        assert is_id(derived_id(*said))
        assert derived_id(*said) == derived_id(*said)

    def test_is_what_it_always_was(self):
        assert derived_id("demo", "course", "python-basics") == "f3652bfc9e68e32469482a0d"


class TestDerivedKey:
    @given(words)
    def test_is_the_key_that_the_id_spells(self, said):
        assert str(derived_key(*said)) == derived_id(*said)
