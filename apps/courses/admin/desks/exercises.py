"""The desk of an exercise: what is asked, and the cases on which a submission is tried."""

from dataclasses import replace
from typing import Any, ClassVar

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import DeskForm, Edited
from apps.courses.admin.desks.insides import InsideDesk, Line
from apps.courses.admin.desks.parts import OfPart
from apps.courses.data import Difficulty, ExerciseData, ExerciseDetails, ExerciseKind, TestCaseData
from apps.courses.rules.insides import Item, exercise_of


class ChangeExercise(OfPart):
    """Something else is asked."""

    deed, label, done = "change_exercise", "Change the exercise", "Exercise changed."

    title = fields.line("Title", most=100)
    description = fields.line("Description", most=1_000, required=False)
    kind = fields.choice("Handed in", fields.words_of(ExerciseKind))
    difficulty = fields.choice("Difficulty", fields.words_of(Difficulty))
    instructions = fields.text("What to do", rows=8, hint="Markdown.")
    programming_language = fields.line("Programming language", most=20, required=False)
    starter_code = fields.code("What a learner begins with", rows=6)
    solution = fields.code("Solution", rows=8, hint="For editors only.")
    hints = fields.lines("Hints", required=False, hint="One a line, shown one after the other.")
    max_attempts = fields.number("Attempts", least=1, hint="Empty for no limit.")
    time_limit_minutes = fields.number("Minutes for one attempt", least=1, hint="Empty for any.")

    def do(self, edited: Edited) -> None:
        words = {
            "kind": ExerciseKind(self.said["kind"]),
            "difficulty": Difficulty(self.said["difficulty"]),
        }
        details = ExerciseDetails(**self.said | words)
        operations.change_exercise(content_id=self.part.id, details=details, **edited)


class CaseForm(OfPart):
    """A test case."""

    description = fields.line("What it is about", most=300, required=False)
    input = fields.code("Input", rows=4)
    expected_output = fields.code("Expected output", rows=4)
    is_hidden = fields.switch("Hidden: learners never see it")


class AddCase(CaseForm):
    """A test case more, at the end."""

    deed, label, done = "add_case", "Add a test case", "Test case added."

    def do(self, edited: Edited) -> None:
        case = TestCaseData(**self.said)
        operations.add_test_case(content_id=self.part.id, case=case, **edited)


class ChangeCase(CaseForm):
    """Another input, another output."""

    deed, label, done = "change_case", "Change the test case", "Test case changed."

    def __init__(self, *args: Any, item: TestCaseData, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = item
        self.initial.update(vars(item))

    def do(self, edited: Edited) -> None:
        case = replace(self.case, **self.said)
        operations.change_test_case(content_id=self.part.id, case=case, **edited)


class ExerciseDesk(InsideDesk):
    """The task and the test cases of an exercise."""

    title, items_are = "Exercise", "Test cases"
    kinds: ClassVar = [("case", "Test case")]

    @property
    def exercise(self) -> ExerciseData:
        """Return the exercise."""
        return exercise_of(self.content)

    @property
    def items(self) -> tuple[Item, ...]:
        return self.exercise.test_cases

    def describing(self) -> DeskForm:
        return self.make(ChangeExercise, part=self.content, initial=vars(self.exercise))

    def adding(self, kind: str) -> DeskForm:
        return self.make(AddCase, part=self.content)

    def changing(self, item: TestCaseData) -> DeskForm:
        return self.make(ChangeCase, part=self.content, item=item)

    def told(self, item: TestCaseData) -> tuple[str, str, tuple[Line, ...]]:
        lines = (Line("in", item.input), Line("out", item.expected_output))
        return item.description or "Test case", "hidden" if item.is_hidden else "", lines
