"""What learners see: nothing that is marked as never for them."""

from dataclasses import replace

from apps.courses.data import OutlineSizeData
from apps.courses.rules import identity, learners
from tests.factories import lessons
from yggdrasil import codec


class TestChaptersForLearners:
    def test_hold_no_solution_hidden_test_answer_explanation_or_draft(self):
        outline = (
            identity.identified_chapter(lessons.full_chapter()),
            lessons.chapter(f"{lessons.SECRET} chapter", is_published=False),
        )

        shown = codec.encode(learners.chapters_for_learners(outline)).decode()

        assert lessons.SECRET not in shown
        for word in ("solution", "explanation", "answer", "legacy_value"):
            assert f'"{word}"' not in shown

    def test_hold_what_learners_need(self):
        (chapter,) = learners.chapters_for_learners((lessons.full_chapter(),))
        exercise, quiz = chapter.sections[0].content[3:5]

        assert [case.input for case in exercise.exercise.test_cases] == ["1 2"]
        assert quiz.quiz.questions[0].options == ("()", "{}", "[]")
        assert quiz.quiz.questions[0].text == "Which is a list?"

    def test_pass_html_through_the_cleaner(self):
        outline = (lessons.chapter("c", lessons.section("s", lessons.text(html="<b>x"))),)

        (chapter,) = learners.chapters_for_learners(outline, clean_html=str.upper)

        assert chapter.sections[0].content[0].text.html == "<B>X"


class TestSizeOf:
    def test_counts_published_parts_of_published_parts(self):
        hidden = replace(lessons.full_chapter(), is_published=False)

        size = learners.size_of((lessons.full_chapter(), hidden))

        assert size == OutlineSizeData(chapters=1, sections=2, contents=6, exercises=1, quizzes=1)

    def test_is_zero_for_nothing(self):
        assert learners.size_of(()) == OutlineSizeData()
