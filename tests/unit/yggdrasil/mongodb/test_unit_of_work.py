import pytest

from yggdrasil.mongodb.unit_of_work import after_commit, current_unit, unit_of_work


class TestDecorator:
    def test_refuses_what_would_run_after_the_unit(self):
        async def later():
            pass

        def lazily():
            yield

        async def both():
            yield

        for work in (later, lazily, both):
            with pytest.raises(TypeError, match="would run after"):
                unit_of_work("course")(work)

    def test_keeps_the_name_and_the_words(self):
        @unit_of_work("course")
        def publish():
            """Publish it."""

        assert (publish.__name__, publish.__doc__) == ("publish", "Publish it.")


class TestOutside:
    def test_there_is_no_unit(self):
        assert current_unit() is None

    def test_a_hook_runs_at_once_and_tells_its_error(self):
        with pytest.raises(ZeroDivisionError):
            after_commit(lambda: 1 / 0)
