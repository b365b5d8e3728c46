"""Editing what is in quizzes and exercises where they are kept."""

from dataclasses import replace

import pytest
from django.db import connections

from apps.courses import operations, queries
from apps.courses.data import AnswerData, ExerciseDetails, ExerciseKind, QuizDetails, TestCaseData
from apps.courses.rules.access import NotCourseEditorError
from apps.courses.rules.insides import WrongContentError
from apps.courses.rules.limits import InvalidPartError
from apps.courses.rules.outline import PartNotFoundError
from tests.factories import lessons
from yggdrasil.context import Actor, acting_as
from yggdrasil.cqrs.pipeline import CommandForbiddenError
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.mongodb.aggregate import VersionConflictError

pytestmark = pytest.mark.usefixtures("homes", "at")


@pytest.fixture
def course_id(make_course):
    return make_course(
        "Full", lessons.chapter("c", lessons.section("s", lessons.exercise(), lessons.quiz()))
    )


@pytest.fixture
def contents(course_id):
    """Return a function that gives the exercise and the quiz as they are now."""
    return lambda: queries.find_outline(course_id=course_id).chapters[0].sections[0].content


@pytest.fixture
def edit(course_id, contents, at):
    """Return a function that runs an operation on the exercise or the quiz."""

    def run(operation, **said):
        exercise, quiz = contents()
        is_quiz = "qu" in operation.__name__
        content_id = said.pop("content_id", (quiz if is_quiz else exercise).id)
        return operation(course_id=course_id, content_id=content_id, at=at, **said)

    return run


class TestQuiz:
    def test_gets_other_terms(self, edit, contents):
        edit(operations.change_quiz, details=QuizDetails(title="New", passing_score_percent=80))

        quiz = contents()[1].quiz
        assert (quiz.title, quiz.passing_score_percent, len(quiz.questions)) == ("New", 80, 3)

    def test_gets_changes_moves_and_loses_questions(self, edit, contents):
        question_id = edit(operations.add_question, question=lessons.question(text="New?"))
        question = contents()[1].quiz.questions[3]
        edit(operations.change_question, question=replace(question, text="Newer?", points=7))
        edit(operations.move_question, question_id=question_id, position=1)
        edit(operations.remove_question, question_id=contents()[1].quiz.questions[1].id)

        kept = contents()[1].quiz.questions
        assert [each.text for each in kept] == ["Newer?", "Lists grow.", "Who made it?"]
        assert (kept[0].id, kept[0].points) == (question_id, 7)

    @pytest.mark.parametrize(
        ("fault", "field"),
        [
            ({"text": " "}, "text"),
            ({"points": 101}, "points"),
            ({"options": ("one",)}, "answer"),
            ({"answer": AnswerData(choices=(9,))}, "answer"),
            ({"answer": AnswerData(is_true=True)}, "answer"),
        ],
    )
    def test_refuses_a_question_that_does_not_fit(self, edit, contents, fault, field):
        with pytest.raises(InvalidPartError) as caught:
            edit(operations.add_question, question=lessons.question(**fault))

        assert field in {error.field for error in caught.value.errors}
        assert len(contents()[1].quiz.questions) == 3

    def test_is_not_judged_again_when_one_question_changes(self, edit, contents):
        answer = "chapters.0.sections.0.content.1.quiz.questions.0.answer"
        connections["course"].get_collection("courses").update_one(
            {}, {"$set": {f"{answer}.choices": [], f"{answer}.legacy_value": "?"}}
        )
        whole = replace(contents()[1].quiz.questions[1], text="Whole")

        edit(operations.change_question, question=whole)

        broken, whole, _ = contents()[1].quiz.questions
        assert (broken.answer.legacy_value, whole.text) == ("?", "Whole")


class TestExercise:
    def test_asks_something_else(self, edit, contents):
        details = ExerciseDetails(title="New", kind=ExerciseKind.CODE, solution="  return 1\n")
        edit(operations.change_exercise, details=details)

        exercise = contents()[0].exercise
        assert (exercise.title, exercise.solution) == ("New", "  return 1\n")
        assert exercise.test_cases[1].is_hidden

    def test_gets_changes_moves_and_loses_test_cases(self, edit, contents):
        case_id = edit(operations.add_test_case, case=TestCaseData(input="9"))
        case = contents()[0].exercise.test_cases[2]
        edit(operations.change_test_case, case=replace(case, expected_output="10"))
        edit(operations.move_test_case, case_id=case_id, position=1)
        edit(operations.remove_test_case, case_id=contents()[0].exercise.test_cases[1].id)

        first, second = contents()[0].exercise.test_cases
        assert first == TestCaseData(id=case_id, input="9", expected_output="10")
        assert second.is_hidden


class TestBoth:
    def test_tell_that_their_content_changed(self, edit, contents):
        with recording_to(MemoryRecorder()) as recorder:
            edit(operations.add_question, question=lessons.question())

        (fact,) = recorder.facts
        assert fact.name == "courses.outline.changed.v1"
        assert (fact.payload["change"], fact.payload["part"]) == ("changed", "content")
        assert fact.payload["part_id"] == contents()[1].id

    def test_are_not_taken_for_one_another(self, edit, contents):
        exercise, quiz = contents()

        with pytest.raises(WrongContentError):
            edit(operations.add_question, content_id=exercise.id, question=lessons.question())
        with pytest.raises(WrongContentError):
            edit(operations.remove_test_case, content_id=quiz.id, case_id="a" * 24)
        with pytest.raises(PartNotFoundError):
            edit(operations.change_quiz, content_id="f" * 24, details=QuizDetails(title="t"))

    def test_are_not_edited_over_the_change_of_another(self, edit, course_id, contents):
        seen = queries.find_outline(course_id=course_id).version
        edit(operations.add_question, question=lessons.question(), expected_version=seen)

        with pytest.raises(VersionConflictError):
            edit(operations.add_test_case, case=TestCaseData(), expected_version=seen)

        assert len(contents()[0].exercise.test_cases) == 2

    def test_are_for_those_who_teach_the_course(self, edit, person):
        other = Actor(id=person("Alan", role="teacher"), role="teacher")
        learner = Actor(id=person("Edsger", role="student"), role="student")

        with acting_as(other), pytest.raises(NotCourseEditorError):
            edit(operations.change_quiz, details=QuizDetails(title="t"))
        with acting_as(learner), pytest.raises(CommandForbiddenError):
            edit(operations.change_quiz, details=QuizDetails(title="t"))
