"""Who has a value, however many there are."""

import pytest
from bson import ObjectId

from yggdrasil.cutover.converting import uniques
from yggdrasil.cutover.converting.uniques import FREE


class TestHolders:
    @pytest.mark.parametrize("most", [0, 1, 100])
    def test_tell_who_came_first_in_memory_and_on_disk(self, monkeypatch, most):
        monkeypatch.setattr(uniques, "_MOST_IN_MEMORY", most)
        first, second, third = ObjectId(), ObjectId(), ObjectId()

        holders = uniques._Holders()
        told = [
            holders.claim("a", first),
            holders.claim(("b", 1), second),
            holders.claim("a", third),
            holders.claim(("b", 1), third),
        ]

        assert told == [FREE, FREE, first, second]

    @pytest.mark.parametrize("most", [0, 100])
    def test_tell_of_one_without_a_name_as_well(self, monkeypatch, most):
        monkeypatch.setattr(uniques, "_MOST_IN_MEMORY", most)

        holders = uniques._Holders()

        assert holders.claim("a", None) is FREE
        assert holders.claim("a", ObjectId()) is None
