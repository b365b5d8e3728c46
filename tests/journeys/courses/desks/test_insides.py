"""Staff edit what is in quizzes and exercises of a course in the admin."""

import pytest

from apps.courses import operations
from tests.factories import lessons
from yggdrasil import clock, ids

pytestmark = pytest.mark.usefixtures("homes", "at")

COURSES = "/admin/courses/course/"


class TestInside:
    """The desk of a quiz or an exercise stands below the outline."""

    @pytest.fixture
    def insides(self, course_id, course):
        """Return a function that gives the exercise and the quiz as they are now."""
        operations.add_chapter(course_id=course_id, chapter=lessons.full_chapter(), at=clock.now())
        return lambda: course().outline[2].sections[0].content[3:]

    def test_is_shown_with_a_way_from_the_outline_and_back(self, office, course_id, insides):
        exercise, quiz = insides()
        outline = f"{COURSES}{course_id}/outline/"

        for content in (exercise, quiz):
            inside = f"{outline}{content.id}/"
            assert inside.encode() in office.get(f"{outline}?part={content.id}").content
            page = office.get(inside).content
            assert f"{outline}?part={content.id}".encode() in page
        assert b"Which is a list?" in page

    def test_shows_every_form_with_what_there_is(self, office, course_id, insides):
        exercise, quiz = insides()
        page = f"{COURSES}{course_id}/outline/"

        for question in quiz.quiz.questions:
            shown = office.get(f"{page}{quiz.id}/?item={question.id}").content
            assert b"Change the question" in shown
            assert question.explanation.encode() in shown
        for kind in ("multiple_choice", "true_false", "short_answer", "essay"):
            assert b"Add a question" in office.get(f"{page}{quiz.id}/?new={kind}").content
        case = exercise.exercise.test_cases[1]
        assert b"never-for" in office.get(f"{page}{exercise.id}/?item={case.id}").content
        assert b"Add a test case" in office.get(f"{page}{exercise.id}/?new=case").content

    def test_begins_with_content_that_is_empty(self, send, course):
        (section,) = course().outline[0].sections
        send("outline", "add_content", part=section, title="Try", kind="exercise", body="Do")
        send("outline", "add_content", part=section, title="Ask", kind="quiz")

        exercise, quiz = course().outline[0].sections[0].content[1:]
        assert (exercise.exercise.title, exercise.exercise.instructions) == ("Try", "Do")
        assert (quiz.quiz.title, quiz.quiz.questions) == ("Ask", ())

    def test_gets_a_question_of_every_kind(self, send, insides):
        quiz = insides()[1]

        def add(kind, **typed):
            send(f"outline/{quiz.id}", "add_question", at=f"new={kind}", points="3", **typed)

        add("multiple_choice", text="a?", answer_text=["x", " ", "z"], answer_right=["0", "2"])
        add("true_false", text="b?", answer="false")
        add("short_answer", text="c?", answer="one\r\ntwo")
        add("essay", text="d?", answer="")

        a, b, c, d = insides()[1].quiz.questions[3:]
        assert (a.options, a.answer.choices, a.points) == (("x", "z"), (0, 1), 3)
        assert b.answer.is_true is False
        assert c.answer.texts == ("one", "two")
        assert d.answer is None

    def test_gets_other_questions_and_terms(self, send, insides):
        quiz = insides()[1]
        page, (choice, true, short) = f"outline/{quiz.id}", quiz.quiz.questions
        send(page, "change_quiz", title="New", passing_score_percent="75")
        send(
            page,
            "change_question",
            at=f"item={choice.id}",
            text="Which?",
            points="1",
            answer_text=["()", "{}", "[]"],
            answer_right=["2"],
        )
        send(page, "step", at=f"item={true.id}", position="1")
        send(page, "remove", at=f"item={short.id}", is_sure="on")

        new = insides()[1].quiz
        assert (new.title, new.passing_score_percent) == ("New", 75)
        assert [question.id for question in new.questions] == [true.id, choice.id]
        assert (new.questions[1].text, new.questions[1].answer.legacy_value) == ("Which?", 2)

    def test_gets_other_test_cases_and_another_task(self, send, insides):
        exercise = insides()[0]
        page, (first, hidden) = f"outline/{exercise.id}", exercise.exercise.test_cases
        code = {"starter_code": "  x\r\n", "solution": "y"}
        send(page, "change_exercise", title="New", kind="code", difficulty="hard", **code)
        send(page, "add_case", at="new=case", input=" 7\r\n", expected_output="8", is_hidden="on")
        send(page, "change_case", at=f"item={first.id}", description="Small", input="1")
        send(page, "step", at=f"item={first.id}", position="2")
        send(page, "remove", at=f"item={hidden.id}", is_sure="on")

        new = insides()[0].exercise
        assert (new.title, new.difficulty, new.starter_code) == ("New", "hard", "  x\n")
        small, seven = new.test_cases
        assert (small.description, small.expected_output) == ("Small", "")
        assert (seven.input, seven.is_hidden) == (" 7\n", True)

    def test_tells_at_the_field_what_does_not_fit(self, send, insides):
        quiz = insides()[1]
        page, typed = f"outline/{quiz.id}", {"text": "Kept?", "points": "200"}

        none = send(page, "add_question", at="new=multiple_choice", answer_text=["x"], **typed)
        assert {"answer", "points"} <= set(none.context["forms"][0].errors)
        assert b"Kept?" in none.content
        empty = send(
            page, "add_question", at="new=multiple_choice", answer_right=["0"], answer_text=[""]
        )
        assert "ticked" in str(empty.context["forms"][0].errors["answer"])
        assert len(insides()[1].quiz.questions) == 3

    def test_is_not_edited_over_the_change_of_another(self, send, course, insides):
        page, seen = f"outline/{insides()[1].id}", course().version
        send("outline", "add_chapter", title="Three")

        answer = send(
            page, "change_quiz", title="New", passing_score_percent="1", expected_version=seen
        )

        assert "changed" in str(next(iter(answer.context["messages"])))
        assert insides()[1].quiz.title == "Check"

    def test_survives_what_no_page_sends(self, office, send, course_id, course, insides):
        exercise, quiz = insides()
        (text,) = course().outline[0].sections[0].content
        outline = f"{COURSES}{course_id}/outline/"

        for part_id in (text.id, ids.new_id(), "nonsense", "\0"):
            assert office.get(f"{outline}{part_id}/")["Location"] == outline
        for at in ("item=x", "new=x", "new=case", "item=%00"):
            for deed in ("step", "remove", "add_question", "add_case", "conquer"):
                assert send(f"outline/{quiz.id}", deed, at=at).status_code == 200
        assert insides() == (exercise, quiz)

    def test_is_for_staff(self, client, course_id, insides):
        page = f"{COURSES}{course_id}/outline/{insides()[1].id}/"

        assert "/login/" in client.get(page)["Location"]
