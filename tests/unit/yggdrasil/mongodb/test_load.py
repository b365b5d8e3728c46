import threading

from hypothesis import given, strategies as st

from yggdrasil.mongodb.load import LOAD, Load, LoadMeter, measured, statistics

loads = st.builds(Load, count=st.integers(), errors=st.integers(), seconds=st.integers().map(float))


class TestLoad:
    @given(first=loads, second=loads)
    def test_adds_and_subtracts(self, first, second):
        assert first + second - second == Load(
            count=first.count,
            errors=first.errors,
            seconds=first.seconds + second.seconds - second.seconds,
        )


class TestLoadMeter:
    def test_loses_no_command_among_threads(self):
        meter = LoadMeter()

        def count():
            for _ in range(2_000):
                meter.count(alias="course", command="find", microseconds=1, is_error=False)

        threads = [threading.Thread(target=count) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)

        assert meter.figures()["course", "find"].count == 16_000

    def test_knows_commands_by_home_and_name(self):
        meter = LoadMeter()

        meter.count(alias="course", command="find", microseconds=1_500_000, is_error=False)
        meter.count(alias="course", command="find", microseconds=500_000, is_error=True)
        meter.count(alias="news", command="find", microseconds=1, is_error=False)

        assert meter.figures()["course", "find"] == Load(count=2, errors=1, seconds=2.0)


class TestMeasured:
    def test_sees_the_block_only(self):
        count = {"alias": "test", "command": "none", "microseconds": 1, "is_error": False}
        LOAD.count(**count)

        with measured() as load:
            LOAD.count(**count)
            assert load.total(alias="test").count == 1
        LOAD.count(**count)

        assert load.total(alias="test").count == 1
        assert load.figures().keys() == {("test", "none")}
        assert statistics()["test"]["none"].count >= 3
