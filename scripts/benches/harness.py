"""The frame of a benchmark: rounds, medians, yardsticks, a table, and a file for programs.

A case is a file beside this one, named as on the command line, that defines CASES. Each round
measures value and yardstick together, so that a busy machine slows both.
"""

import importlib
import json
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from yggdrasil.servers.state import LOCAL

RESULTS = LOCAL / "bench"
HEADINGS = ("figure", "value", "yardstick", "ratio", "target", "met")

# One round: whatever was measured, by name.
Readings = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table: a reading, beside the reading that puts it in proportion.

    Attributes:
        name: what people call it.
        unit: of value and yardstick, for example `facts/s`.
        value: name of the reading.
        yardstick: name of the reading to compare with.
        at_least: smallest value that will do.
        at_most: largest value that will do.
        ratio_at_least: smallest value / yardstick that will do.
        ratio_at_most: largest value / yardstick that will do.
    """

    name: str
    unit: str
    value: str
    yardstick: str
    at_least: float | None = None
    at_most: float | None = None
    ratio_at_least: float | None = None
    ratio_at_most: float | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is measured together.

    Attributes:
        measure: one round; returns its readings.
        figures: what is told of them.
        rounds: how often; the median counts.
    """

    measure: Callable[[], Readings]
    figures: tuple[Figure, ...]
    rounds: int = 5


@dataclass(frozen=True, kw_only=True)
class Result:
    """One figure as it came out; these are the keys of the file."""

    name: str
    value: float
    unit: str
    yardstick: float
    ratio: float
    target: str
    met: bool


def run_case(case: Case) -> list[Result]:
    """Measure a case in all its rounds.

    Args:
        case: what to measure.

    Returns:
        One result a figure, made of medians.
    """
    rounds = [case.measure() for _ in range(case.rounds)]
    medians = {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}
    return [judge(figure, medians) for figure in case.figures]


def judge(figure: Figure, readings: Readings) -> Result:
    """Compare a figure with its yardstick and its targets.

    Args:
        figure: what is wanted.
        readings: medians, by name.
    """
    value, yardstick = readings[figure.value], readings[figure.yardstick]
    ratio = value / yardstick if yardstick else float("inf")
    demands = (
        (figure.at_least, value, f"at least {{:g}} {figure.unit}", 1),
        (figure.at_most, value, f"at most {{:g}} {figure.unit}", -1),
        (figure.ratio_at_least, ratio, "ratio at least {:g}", 1),
        (figure.ratio_at_most, ratio, "ratio at most {:g}", -1),
    )
    made = [(bound, found, text, sign) for bound, found, text, sign in demands if bound is not None]
    return Result(
        name=figure.name,
        value=value,
        unit=figure.unit,
        yardstick=yardstick,
        ratio=ratio,
        target=", ".join(text.format(bound) for bound, _, text, _ in made),
        met=all((found - bound) * sign >= 0 for bound, found, _, sign in made),
    )


def table(results: Iterable[Result]) -> str:
    """Return results as text for people.

    Args:
        results: one a line.
    """
    rows = [HEADINGS, *map(_cells, results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def _cells(result: Result) -> tuple[str, ...]:
    value, yardstick = f"{result.value:,.4g} {result.unit}", f"{result.yardstick:,.4g}"
    return (
        result.name,
        value,
        yardstick,
        f"{result.ratio:.3g}",
        result.target,
        "yes" if result.met else "NO",
    )


def write(name: str, results: Iterable[Result], *, folder: Path = RESULTS) -> Path:
    """Keep results for programs, as `<folder>/<name>.json`.

    Args:
        name: of the case.
        results: its results.
        folder: where the files are.

    Returns:
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n")
    return path


def main(name: str) -> int:
    """Run one case file, print its table and write its file.

    Args:
        name: of the case.

    Returns:
        Exit code: 1 if a target was missed.
    """
    cases: tuple[Case, ...] = importlib.import_module(f"scripts.benches.{name}").CASES
    results = [result for case in cases for result in run_case(case)]
    print(table(results), flush=True)
    write(name, results)
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
