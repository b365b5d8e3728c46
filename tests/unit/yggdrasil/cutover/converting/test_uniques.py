"""Who has a value, however many there are."""

import pytest
from bson import ObjectId

from yggdrasil.cutover.converting import uniques


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

        assert told == [None, None, first, second]
