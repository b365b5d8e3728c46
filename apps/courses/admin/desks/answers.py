"""The right answer of a question in a form: one field, as the kind of the question needs it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from apps.courses.admin.desks import fields
from apps.courses.admin.desks.options import OptionsField
from apps.courses.data import AnswerData, QuestionData, QuestionKind

_TRUTHS = [("true", "True"), ("false", "False")]


@dataclass(frozen=True, kw_only=True)
class AnswerForm:
    """How questions of one kind are answered.

    Attributes:
        field: makes the field of the form.
        read: makes of what was typed the fields of the question that it fills.
        show: makes of a question what the field shows at first.
    """

    field: Callable[[], forms.Field]
    read: Callable[[Any], dict[str, Any]]
    show: Callable[[QuestionData], Any]


def _read_options(rows: list[tuple[str, bool]]) -> dict[str, Any]:
    choices = tuple(place for place, (_, is_right) in enumerate(rows) if is_right)
    options = tuple(text for text, _ in rows)
    return {"options": options, "answer": AnswerData(choices=choices)}


def _show_options(question: QuestionData) -> list[tuple[str, bool]]:
    right = question.answer.choices if question.answer else ()
    return [(text, place in right) for place, text in enumerate(question.options)]


def _read_truth(word: str) -> dict[str, Any]:
    return {"answer": AnswerData(is_true=word == "true")}


def _show_truth(question: QuestionData) -> str:
    is_true = question.answer.is_true if question.answer else None
    return "" if is_true is None else str(is_true).lower()


def _read_texts(texts: tuple[str, ...]) -> dict[str, Any]:
    return {"answer": AnswerData(texts=texts) if texts else None}


def _show_texts(question: QuestionData) -> tuple[str, ...]:
    return question.answer.texts if question.answer else ()


ANSWERS = {
    QuestionKind.MULTIPLE_CHOICE: AnswerForm(
        field=lambda: OptionsField(
            label="Options", help_text="Tick the right ones. Saving gives more empty lines."
        ),
        read=_read_options,
        show=_show_options,
    ),
    QuestionKind.TRUE_FALSE: AnswerForm(
        field=lambda: fields.choice("The statement is", [("", "Choose"), *_TRUTHS]),
        read=_read_truth,
        show=_show_truth,
    ),
    QuestionKind.SHORT_ANSWER: AnswerForm(
        field=lambda: fields.lines("Answers that count as right"),
        read=_read_texts,
        show=_show_texts,
    ),
    QuestionKind.ESSAY: AnswerForm(
        field=lambda: fields.lines("What a good answer says", required=False),
        read=_read_texts,
        show=_show_texts,
    ),
}
