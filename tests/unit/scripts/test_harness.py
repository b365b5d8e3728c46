import json

import pytest

from scripts.benches.harness import Case, Figure, judge, run_case, table, write


def figure(**targets):
    return Figure(name="append", unit="facts/s", value="ours", yardstick="bare", **targets)


class TestJudge:
    @pytest.mark.parametrize(
        ("targets", "is_met"),
        [
            ({"at_least": 60}, True),
            ({"at_least": 61}, False),
            ({"at_most": 60}, True),
            ({"at_most": 59}, False),
            ({"ratio_at_least": 0.6}, True),
            ({"ratio_at_least": 0.7}, False),
            ({"ratio_at_most": 0.6}, True),
            ({"ratio_at_most": 0.5}, False),
            ({"at_least": 10, "ratio_at_least": 0.7}, False),
        ],
    )
    def test_holds_a_figure_to_every_target(self, targets, is_met):
        result = judge(figure(**targets), {"ours": 60.0, "bare": 100.0})

        assert result.met is is_met
        assert result.ratio == pytest.approx(0.6)

    def test_says_the_target_in_words(self):
        result = judge(figure(at_least=5000, ratio_at_least=0.6), {"ours": 1.0, "bare": 1.0})

        assert result.target == "at least 5000 facts/s, ratio at least 0.6"


class TestRunCase:
    def test_takes_the_median_of_the_rounds(self):
        readings = iter(
            [{"ours": 1.0, "bare": 10.0}, {"ours": 99.0, "bare": 30.0}, {"ours": 2.0, "bare": 20.0}]
        )
        case = Case(measure=lambda: next(readings), figures=(figure(at_least=1),), rounds=3)

        [result] = run_case(case)

        assert (result.value, result.yardstick) == (2.0, 20.0)


class TestWrite:
    def test_keeps_the_promised_keys(self, tmp_path):
        result = judge(figure(at_least=1), {"ours": 2.0, "bare": 4.0})

        path = write("events", [result], folder=tmp_path)

        assert path == tmp_path / "events.json"
        assert json.loads(path.read_text()) == [
            {
                "name": "append",
                "value": 2.0,
                "unit": "facts/s",
                "yardstick": 4.0,
                "ratio": 0.5,
                "target": "at least 1 facts/s",
                "met": True,
            }
        ]


class TestTable:
    def test_lines_the_columns_up(self):
        missed = judge(figure(at_least=5), {"ours": 2.0, "bare": 4.0})

        heading, row = table([missed]).splitlines()

        assert heading.index("ratio") == row.index("0.5")
        assert row.endswith("NO")
