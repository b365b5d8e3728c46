"""The house keeps its own rules: sizes, names, links, and one room for each thing."""

import ast
import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]

# Lines at which a file is redesigned; an app's files are smaller, because a reader opens several.
STOPS = {"apps": 300, "yggdrasil": 350, "config": 150, "routers": 150, "tests": 400}
LONGEST_FUNCTION = 50
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "manager"}
# Data written as Python: the words of the demo school.
TEXTS = {"demo"}


def tracked(*suffixes: str) -> list[Path]:
    """Return the files of the project with these suffixes."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (Path(name) for name in listed.stdout.splitlines())
    return [path for path in paths if path.suffix in suffixes and (ROOT / path).is_file()]


def sources() -> list[Path]:
    generated = {"migrations", "contrib_migrations"}
    return [path for path in tracked(".py") if not generated & set(path.parts)]


class TestFiles:
    def test_stay_small_enough_to_read(self) -> None:
        crowded = [
            f"{path}: {lines} lines"
            for path in sources()
            if path.parts[0] in STOPS and not TEXTS & set(path.parts)
            if (lines := (ROOT / path).read_text("utf-8").count("\n")) > STOPS[path.parts[0]]
        ]

        assert crowded == []

    def test_are_named_by_what_they_define(self) -> None:
        assert [str(path) for path in sources() if path.stem in VAGUE_NAMES] == []

    def test_have_short_functions(self) -> None:
        long = [
            f"{path}:{node.lineno} {node.name}"
            for path in sources()
            for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
        ]

        assert long == []


class TestDocumentation:
    @pytest.mark.parametrize("page", tracked(".md"), ids=str)
    def test_links_to_what_exists(self, page: Path) -> None:
        text = (ROOT / page).read_text("utf-8")
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)

        assert [link for link in links if not (ROOT / page.parent / link).exists()] == []

    def test_of_each_app_fits_on_one_screen(self) -> None:
        long = [
            str(path)
            for path in (ROOT / "apps").glob("*/README.md")
            if len(path.read_text("utf-8").splitlines()) > 40
        ]

        assert long == []
        assert len(list((ROOT / "apps").glob("*/README.md"))) == 7


class TestOwnership:
    def test_in_the_code_is_what_each_app_declares(self) -> None:
        out = StringIO()

        call_command("services", stdout=out)

        assert out.getvalue().count("-service  (app ") == 7


class TestFacts:
    def test_are_documented_as_they_are(self) -> None:
        call_command("event_catalogue", "--check")
