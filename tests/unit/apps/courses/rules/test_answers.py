"""Typed answers, and what the predecessor's loose values meant."""

import pytest
from hypothesis import given, strategies as st

from apps.courses.data import AnswerData, QuestionKind
from apps.courses.rules.answers import answer_from_legacy, faults_of_answer
from tests.factories import lessons

OPTIONS = ("Theory", "Practice", "Both")
LOOSE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.one_of(st.integers(), st.text(), st.booleans())).map(tuple),
)


class TestAnswerFromLegacy:
    @pytest.mark.parametrize(
        ("value", "choices"),
        [
            (2, (2,)),
            (2.0, (2,)),
            ("Both", (2,)),
            ("2", (2,)),
            ((0, "Both"), (0, 2)),
            ((2, 2), (2,)),
            (3, ()),
            (-1, ()),
            ("None of them", ()),
            (True, ()),
            (None, ()),
        ],
    )
    def test_reads_positions_and_texts_of_a_choice(self, value, choices):
        answer = answer_from_legacy(kind=QuestionKind.MULTIPLE_CHOICE, options=OPTIONS, value=value)

        assert answer.choices == choices

    @pytest.mark.parametrize(
        ("value", "options", "is_true"),
        [
            (True, (), True),
            ("false", (), False),
            ("Vrai", (), True),
            (0, ("True", "False"), True),
            (1, ("True", "False"), False),
            (1, (), True),
            (0, (), False),
            (7, ("True", "False"), None),
            ("perhaps", (), None),
            (("true", "false"), (), None),
        ],
    )
    def test_reads_the_truth_of_a_statement(self, value, options, is_true):
        answer = answer_from_legacy(kind=QuestionKind.TRUE_FALSE, options=options, value=value)

        assert answer.is_true is is_true

    def test_reads_texts(self):
        answer = answer_from_legacy(
            kind=QuestionKind.SHORT_ANSWER, options=(), value=("Guido", " ")
        )

        assert answer.texts == ("Guido",)

    @given(kind=st.sampled_from(QuestionKind), value=LOOSE)
    def test_keeps_the_value_whatever_it_is(self, kind, value):
        answer = answer_from_legacy(kind=kind, options=OPTIONS, value=value)

        assert answer.legacy_value is value


class TestFaultsOfAnswer:
    def test_finds_none_in_a_good_answer(self):
        assert not list(faults_of_answer(lessons.question()))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"answer": None}, "at least one right option"),
            ({"answer": AnswerData(choices=(3,))}, "positions from 0 to 2"),
            ({"answer": AnswerData(choices=(1, 1))}, "named twice"),
            ({"options": ("one",), "answer": AnswerData(choices=(0,))}, "at least two options"),
            ({"answer": AnswerData(choices=(1,), is_true=True)}, "has no is_true"),
            ({"kind": QuestionKind.TRUE_FALSE, "answer": AnswerData()}, "whether the statement"),
            ({"kind": QuestionKind.SHORT_ANSWER, "answer": AnswerData()}, "at least one text"),
        ],
    )
    def test_names_what_does_not_fit(self, changes, sentence):
        assert sentence in " ".join(faults_of_answer(lessons.question(**changes)))

    def test_lets_a_person_judge_an_essay(self):
        essay = lessons.question(kind=QuestionKind.ESSAY, options=(), answer=None)

        assert not list(faults_of_answer(essay))
