import pytest

from yggdrasil.errors import InvalidError
from yggdrasil.mongodb.paging import InvalidPageSizeError, Window


class TestWindow:
    @pytest.mark.parametrize("size", [1, 20, 100])
    def test_holds_from_one_to_a_hundred_rows(self, size):
        assert Window(size=size).size == size

    @pytest.mark.parametrize("size", [0, -1, 101, 10**9])
    def test_refuses_more_or_fewer(self, size):
        with pytest.raises(InvalidPageSizeError, match="1 to 100") as caught:
            Window(size=size)

        assert isinstance(caught.value, InvalidError)
