import pytest

from yggdrasil.eventstore.scanning import scan
from yggdrasil.mongodb.homes import collection_of


@pytest.mark.usefixtures("homes")
class TestScan:
    def test_finds_nothing_in_a_home_that_was_never_opened(self) -> None:
        never_made = collection_of("course", "events").database["never_made"]

        found = scan(never_made, most=1)

        assert found.commits == []
        assert found.is_all
