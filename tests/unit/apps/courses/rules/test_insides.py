"""Edits inside a quiz and an exercise: whatever is done, the rest stays."""

from dataclasses import replace

import pytest

from apps.courses.data import (
    AnswerData,
    ExerciseDetails,
    ExerciseKind,
    QuestionData,
    QuestionKind,
    QuizDetails,
    TestCaseData,
)
from apps.courses.rules import identity, insides
from apps.courses.rules.details import TooManyError
from apps.courses.rules.insides import ItemNotFoundError, WrongContentError
from apps.courses.rules.limits import DuplicatePartError
from apps.courses.rules.outline import InvalidPositionError
from tests.factories import lessons

QUIZ = identity.identified_content(lessons.quiz())
EXERCISE = identity.identified_content(lessons.exercise())
NEW = identity.identified(lessons.question(text="New?"))


def texts(content):
    return [question.text for question in content.quiz.questions]


class TestDetails:
    def test_of_a_quiz_leave_its_questions(self):
        changed = insides.with_terms(QUIZ, QuizDetails(title="Other", max_attempts=2))

        assert (changed.quiz.title, changed.quiz.max_attempts) == ("Other", 2)
        assert changed.quiz.questions == QUIZ.quiz.questions
        assert changed.quiz.id == QUIZ.quiz.id

    def test_of_an_exercise_leave_its_test_cases(self):
        details = ExerciseDetails(title="Other", kind=ExerciseKind.ASSIGNMENT, solution="42")
        changed = insides.with_task(EXERCISE, details)

        assert (changed.exercise.title, changed.exercise.solution) == ("Other", "42")
        assert changed.exercise.test_cases == EXERCISE.exercise.test_cases

    def test_of_one_are_not_those_of_the_other(self):
        with pytest.raises(WrongContentError, match="is no quiz, but of kind exercise"):
            insides.with_terms(EXERCISE, QuizDetails(title="t"))
        with pytest.raises(WrongContentError, match="is no exercise, but of kind text"):
            insides.with_task(lessons.text(), ExerciseDetails(title="t", kind=ExerciseKind.CODE))


class TestAdd:
    @pytest.mark.parametrize(("position", "place"), [(None, 3), (1, 0), (4, 3)])
    def test_puts_an_item_where_it_is_wanted(self, position, place):
        assert texts(insides.add(QUIZ, NEW, position=position))[place] == "New?"

    @pytest.mark.parametrize("position", [0, -1, 5, 10**9])
    def test_refuses_a_place_that_is_not_there(self, position):
        with pytest.raises(InvalidPositionError, match="choose 1 to 4"):
            insides.add(QUIZ, NEW, position=position)

    def test_takes_no_test_case_into_a_quiz(self):
        with pytest.raises(WrongContentError):
            insides.add(QUIZ, TestCaseData(id="a" * 24))

    def test_refuses_an_id_that_is_used(self):
        with pytest.raises(DuplicatePartError):
            insides.add(QUIZ, QUIZ.quiz.questions[0])

    def test_stops_where_a_quiz_is_full(self):
        full = lessons.quiz(*(identity.identified(lessons.question()) for _ in range(200)))

        with pytest.raises(TooManyError, match="200 questions already"):
            insides.add(full, NEW)


class TestChange:
    def test_rewrites_one_item_and_no_other(self):
        first, second = EXERCISE.exercise.test_cases
        changed = insides.change(EXERCISE, replace(second, input="0"))

        assert changed.exercise.test_cases == (first, replace(second, input="0"))

    def test_keeps_the_old_value_of_an_answer_that_says_the_same(self):
        question = QUIZ.quiz.questions[0]
        same = replace(question, text="Other?", answer=AnswerData(choices=(2,)))

        changed = insides.change(QUIZ, same).quiz.questions[0]
        assert (changed.text, changed.answer.legacy_value) == ("Other?", 2)

    @pytest.mark.parametrize(
        "other",
        [
            {"answer": AnswerData(choices=(1,), legacy_value=2)},
            {"options": ("a", "b", "c")},
            {"kind": QuestionKind.ESSAY},
        ],
    )
    def test_drops_it_beside_another_answer(self, other):
        changed = insides.change(QUIZ, replace(QUIZ.quiz.questions[0], **other))

        assert changed.quiz.questions[0].answer.legacy_value is None

    def test_finds_nothing_to_rewrite(self):
        with pytest.raises(ItemNotFoundError, match="no question"):
            insides.change(QUIZ, NEW)


class TestMove:
    def test_leaves_the_others_in_their_order(self):
        first, second, third = QUIZ.quiz.questions

        moved = insides.move(QUIZ, first.id, QuestionData, position=2)
        assert moved.quiz.questions == (second, first, third)

    @pytest.mark.parametrize("position", [0, 4])
    def test_refuses_a_place_that_is_not_there(self, position):
        with pytest.raises(InvalidPositionError, match="choose 1 to 3"):
            insides.move(QUIZ, QUIZ.quiz.questions[0].id, QuestionData, position=position)


class TestRemove:
    def test_leaves_the_others(self):
        first, second = EXERCISE.exercise.test_cases

        left = insides.remove(EXERCISE, first.id, TestCaseData)
        assert left.exercise.test_cases == (second,)

    def test_finds_nothing_to_remove(self):
        with pytest.raises(ItemNotFoundError, match="no test case"):
            insides.remove(EXERCISE, "a" * 24, TestCaseData)
