"""The desk of a quiz: its terms, and its questions with their answers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.answers import ANSWERS
from apps.courses.admin.desks.desk import DeskForm, Edited
from apps.courses.admin.desks.insides import InsideDesk, Line
from apps.courses.admin.desks.parts import OfPart
from apps.courses.data import QuestionData, QuestionKind, QuizData, QuizDetails
from apps.courses.rules.insides import Item, quiz_of

_RIGHT = "✓"
_KINDS = {
    QuestionKind.MULTIPLE_CHOICE: "Multiple choice",
    QuestionKind.TRUE_FALSE: "True or false",
    QuestionKind.SHORT_ANSWER: "Short answer",
    QuestionKind.ESSAY: "Essay",
}


class ChangeQuiz(OfPart):
    """Other terms."""

    deed, label, done = "change_quiz", "Change the quiz", "Quiz changed."

    title = fields.line("Title", most=100)
    description = fields.line("Description", most=500, required=False)
    passing_score_percent = fields.number("Passed from, in percent", least=0, required=True)
    max_attempts = fields.number("Attempts", least=1, hint="Empty for no limit.")
    time_limit_minutes = fields.number("Minutes for one attempt", least=1, hint="Empty for any.")

    def do(self, edited: Edited) -> None:
        operations.change_quiz(content_id=self.part.id, details=QuizDetails(**self.said), **edited)


class QuestionForm(OfPart):
    """A question; how it is answered depends on its kind."""

    shown_at = {"options": "answer"}

    text = fields.text("Question", rows=3, required=True)
    points = fields.number("Points", least=1, required=True)
    explanation = fields.text("Explanation", rows=3, hint="Why that is right; for editors only.")
    field_order = ("text", "answer", "points", "explanation")

    def __init__(self, *args: Any, kind: QuestionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["answer"] = ANSWERS[kind].field()
        self.order_fields(self.field_order)

    @property
    def said(self) -> dict[str, Any]:
        """Return the fields of the question."""
        typed = super().said
        return typed | ANSWERS[self.kind].read(typed["answer"])


class AddQuestion(QuestionForm):
    """A question more, at the end."""

    deed, label, done = "add_question", "Add a question", "Question added."

    def do(self, edited: Edited) -> None:
        question = QuestionData(kind=self.kind, **self.said)
        operations.add_question(content_id=self.part.id, question=question, **edited)


class ChangeQuestion(QuestionForm):
    """Other words, another answer."""

    deed, label, done = "change_question", "Change the question", "Question changed."

    def __init__(self, *args: Any, item: QuestionData, **kwargs: Any) -> None:
        super().__init__(*args, kind=item.kind, **kwargs)
        self.question = item
        self.initial.update(vars(item), answer=ANSWERS[item.kind].show(item))

    def do(self, edited: Edited) -> None:
        question = replace(self.question, **self.said)
        operations.change_question(content_id=self.part.id, question=question, **edited)


class QuizDesk(InsideDesk):
    """The terms and the questions of a quiz."""

    title, items_are = "Quiz", "Questions"
    kinds = [(kind.value, name) for kind, name in _KINDS.items()]

    @property
    def quiz(self) -> QuizData:
        """Return the quiz."""
        return quiz_of(self.content)

    @property
    def items(self) -> tuple[Item, ...]:
        return self.quiz.questions

    def describing(self) -> DeskForm:
        return self.make(ChangeQuiz, part=self.content, initial=vars(self.quiz))

    def adding(self, kind: str) -> DeskForm:
        return self.make(
            AddQuestion, part=self.content, kind=QuestionKind(kind), initial={"points": 1}
        )

    def changing(self, item: QuestionData) -> DeskForm:
        return self.make(ChangeQuestion, part=self.content, item=item)

    def told(self, item: QuestionData) -> tuple[str, str, tuple[Line, ...]]:
        points = f"{item.points} point{'' if item.points == 1 else 's'}"
        return item.text, f"{_KINDS[item.kind].lower()}, {points}", tuple(_answers(item))


def _answers(question: QuestionData) -> Iterator[Line]:
    answer = question.answer
    if question.options:
        right = answer.choices if answer else ()
        for place, option in enumerate(question.options):
            yield Line(_RIGHT if place in right else "", option)
    if answer and answer.is_true is not None:
        yield Line(_RIGHT, str(answer.is_true))
    for text in answer.texts if answer else ():
        yield Line(_RIGHT, text)
