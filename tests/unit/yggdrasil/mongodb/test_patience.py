from hypothesis import given, strategies as st

from yggdrasil.mongodb.patience import Patience, current_patience, patience


class TestPause:
    @given(attempt=st.integers(1, 10_000), chance=st.floats(0, 1))
    def test_is_random_below_a_ceiling_that_doubles_up_to_a_bound(self, attempt, chance):
        slept = []
        bounds = Patience(
            first_ceiling_seconds=1,
            longest_pause_seconds=30,
            sleep=slept.append,
            chance=lambda: chance,
        )

        bounds.pause(attempt)

        assert slept == [chance * min(2.0 ** min(attempt - 1, 30), 30)]


class TestPatience:
    def test_holds_within_the_block_only(self):
        ordinary, short = current_patience(), Patience(attempts=1)

        with patience(short):
            assert current_patience() is short

        assert current_patience() is ordinary
