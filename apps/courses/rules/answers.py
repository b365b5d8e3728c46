"""The right answer of a question: does it fit, and what did the predecessor's loose value mean?"""

from collections.abc import Iterator
from dataclasses import replace

from apps.courses.data import AnswerData, LegacyAnswer, QuestionData, QuestionKind

_TRUE = frozenset({"true", "vrai", "yes", "oui", "1"})
_FALSE = frozenset({"false", "faux", "no", "non", "0"})


def answer_from_legacy(
    *, kind: QuestionKind, options: tuple[str, ...], value: LegacyAnswer
) -> AnswerData:
    """Return the typed form of an answer as the predecessor stored it.

    Args:
        kind: how the question is answered.
        options: what a multiple choice offers.
        value: an option's position from 0, a text, a boolean, or several of them.

    Returns:
        The answer, with the value kept beside; without a typed form where none can be read from it.

    Source:
        Predecessor's course schema: any value was allowed; seeded ones are positions.
    """
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    if kind == QuestionKind.MULTIPLE_CHOICE:
        found = (_position(each, options) for each in values)
        choices = tuple(sorted({position for position in found if position is not None}))
        return AnswerData(choices=choices, legacy_value=value)
    if kind == QuestionKind.TRUE_FALSE:
        is_true = _truth(values[0], options) if len(values) == 1 else None
        return AnswerData(is_true=is_true, legacy_value=value)
    texts = tuple(str(each) for each in values if str(each).strip())
    return AnswerData(texts=texts, legacy_value=value)


def with_legacy_value_of(old: QuestionData, new: QuestionData) -> QuestionData:
    """Return a question with what the predecessor stored beside its answer, if it still says so.

    Args:
        old: the question as it was.
        new: the question from now on.

    Returns:
        The new question; beside another answer, or other options, stands no old value, or the way
        back to the predecessor would bring the old answer.
    """
    if new.answer is None:
        return new
    kept = old.answer.legacy_value if old.answer else None
    answer = replace(new.answer, legacy_value=kept)
    is_same = (old.kind, old.options, old.answer) == (new.kind, new.options, answer)
    return replace(new, answer=answer if is_same else replace(answer, legacy_value=None))


def faults_of_answer(question: QuestionData) -> Iterator[str]:
    """Find what is wrong with the answer of a question.

    Args:
        question: the question with its answer.

    Yields:
        One sentence for each fault; none if the answer fits.
    """
    answer = question.answer or AnswerData()
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        yield from _faults_of_choices(answer.choices, question.options)
    elif question.kind == QuestionKind.TRUE_FALSE:
        if answer.is_true is None:
            yield "Say whether the statement is true."
    elif question.kind == QuestionKind.SHORT_ANSWER and not answer.texts:
        yield "Name at least one text that counts as right."
    yield from _faults_of_form(question.kind, answer)


def _faults_of_choices(choices: tuple[int, ...], options: tuple[str, ...]) -> Iterator[str]:
    if len(options) < 2:  # noqa: PLR2004 - one option is no choice
        yield "A choice needs at least two options."
    if not choices:
        yield "Name at least one right option."
    if any(not 0 <= choice < len(options) for choice in choices):
        yield f"Right options are positions from 0 to {len(options) - 1}."
    if len(set(choices)) < len(choices):
        yield "A right option is named twice."


def _faults_of_form(kind: QuestionKind, answer: AnswerData) -> Iterator[str]:
    fits = {
        "choices": kind == QuestionKind.MULTIPLE_CHOICE,
        "texts": kind in {QuestionKind.SHORT_ANSWER, QuestionKind.ESSAY},
        "is_true": kind == QuestionKind.TRUE_FALSE,
    }
    given = {
        "choices": bool(answer.choices),
        "texts": bool(answer.texts),
        "is_true": answer.is_true is not None,
    }
    for form, is_given in given.items():
        if is_given and not fits[form]:
            yield f"The answer of such a question has no {form}."


def _position(value: object, options: tuple[str, ...]) -> int | None:
    """Return the position of an option named by position or by text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < len(options) else None
    text = str(value).strip()
    if text in options:
        return options.index(text)
    return _position(int(text), options) if text.isdecimal() and len(text) <= 4 else None  # noqa: PLR2004 - no such number of options


def _truth(value: object, options: tuple[str, ...]) -> bool | None:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if isinstance(value, int | float) and options:
        # With options written out, a number is the position of one of them.
        text = options[int(value)].strip().lower() if 0 <= value < len(options) else ""
    if text in _TRUE:
        return True
    return False if text in _FALSE else None
