"""Submissions, grades, certificates and payments; enrolments; and who may read them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from apps.enrollments.data import (
    CertificateStatus,
    EnrollmentRoute,
    EnrollmentStatus,
    PaymentStatus,
    SubmittedAnswerData,
)
from apps.enrollments.rules import enrollments, reading, records
from apps.enrollments.rules.enrollments import CourseTerms
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
OPEN_COURSE = CourseTerms(title="Python", is_published=True)
ALICE, BOB = "a" * 24, "b" * 24
PYTHON, ALGEBRA = "1" * 24, "2" * 24


class TestSubmissions:
    def test_are_late_only_after_the_very_moment(self):
        assert not records.is_late(submitted_at=NOON, due_at=NOON)
        assert records.is_late(submitted_at=NOON + timedelta(milliseconds=1), due_at=NOON)
        assert not records.is_late(submitted_at=NOON, due_at=None)

    @pytest.mark.parametrize(
        ("content", "answers"),
        [
            ("  ", ()),
            ("c" * 50_001, ()),
            ("", (SubmittedAnswerData(question_id="q"), SubmittedAnswerData(question_id="q"))),
        ],
    )
    def test_are_refused_empty_endless_or_twofold(self, content, answers):
        with pytest.raises(records.InvalidSubmissionError):
            records.check_submission(content=content, answers=answers)

    def test_end_with_the_last_attempt(self):
        records.check_attempt(made=2, allowed=3)
        records.check_attempt(made=99, allowed=None)
        with pytest.raises(records.NoAttemptLeftError):
            records.check_attempt(made=3, allowed=3)


class TestGrades:
    @pytest.mark.parametrize("score", [-0.1, 100.1, float("nan")])
    def test_are_from_0_to_100(self, score):
        with pytest.raises(records.InvalidGradeError):
            records.check_grade(score_percent=score, weight=1)

    @given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 10)), min_size=1))
    def test_average_between_the_worst_and_the_best(self, grades):
        average = records.weighted_average(grades)

        scores = [score for score, _ in grades]
        assert min(scores) - 0.01 <= average <= max(scores) + 0.01

    def test_average_to_nothing_where_nothing_weighs(self):
        assert records.weighted_average([(50, 0)]) is None


class TestCertificates:
    def test_want_a_completed_course_and_a_sufficient_grade(self):
        records.check_eligible(is_completed=True, final_grade_percent=60)
        records.check_eligible(is_completed=True, final_grade_percent=None)
        with pytest.raises(records.NotEligibleError):
            records.check_eligible(is_completed=False, final_grade_percent=90)
        with pytest.raises(records.NotEligibleError):
            records.check_eligible(is_completed=True, final_grade_percent=59.9)

    def test_have_a_number_for_people(self):
        number = records.certificate_number(
            issued_at=NOON, certificate_id="0" * 12 + "4b1f3c9d02a7"
        )

        assert number == "YGG-2026-4B1F3C-9D02A7"

    def test_are_revoked_once_and_with_a_reason(self):
        records.check_revocation(status=CertificateStatus.ISSUED, reason="Plagiarism.")
        with pytest.raises(records.AlreadyRevokedError):
            records.check_revocation(status=CertificateStatus.REVOKED, reason="Again.")
        with pytest.raises(records.InvalidRevocationError):
            records.check_revocation(status=CertificateStatus.ISSUED, reason=" ")


class TestPayments:
    @pytest.mark.parametrize("amount", ["0", "-1", "1.001", "NaN", "Infinity", "100000000"])
    def test_ask_for_a_payable_amount(self, amount):
        with pytest.raises(records.InvalidPaymentError):
            records.check_payment(amount=Decimal(amount), currency="EUR")

    @pytest.mark.parametrize("currency", ["eur", "EURO", "€€€", ""])
    def test_ask_in_a_currency(self, currency):
        with pytest.raises(records.InvalidPaymentError):
            records.check_payment(amount=Decimal(10), currency=currency)

    def test_go_back_only_after_they_came(self):
        records.check_payment_step(status=PaymentStatus.CAPTURED, to=PaymentStatus.REFUNDED)
        with pytest.raises(records.PaymentStatusError):
            records.check_payment_step(status=PaymentStatus.PENDING, to=PaymentStatus.REFUNDED)


class TestEnrolling:
    def check(self, terms, *, via=EnrollmentRoute.SELF, completed=()):
        enrollments.check_terms(terms, via=via, completed_course_ids=completed, at=NOON)

    def test_wants_a_published_course_that_is_not_over(self):
        self.check(OPEN_COURSE)
        for terms in (
            CourseTerms(title="Draft", is_published=False),
            CourseTerms(title="Over", is_published=True, ends_at=NOON),
        ):
            with pytest.raises(enrollments.CannotEnrollError):
                self.check(terms)

    def test_wants_prerequisites_of_who_comes_alone(self):
        terms = CourseTerms(
            title="Advanced", is_published=True, prerequisite_ids=frozenset({PYTHON})
        )

        self.check(terms, completed=[PYTHON])
        self.check(terms, via=EnrollmentRoute.STAFF)
        with pytest.raises(enrollments.PrerequisitesMissingError):
            self.check(terms, completed=[ALGEBRA])

    def test_waits_for_a_yes_only_when_the_student_comes_alone(self):
        terms = CourseTerms(title="Choosy", is_published=True, requires_approval=True)

        statuses = {via: enrollments.first_status(terms, via=via) for via in EnrollmentRoute}

        assert statuses.pop(EnrollmentRoute.SELF) is EnrollmentStatus.PENDING
        assert set(statuses.values()) == {EnrollmentStatus.ACTIVE}

    @given(st.sampled_from(EnrollmentStatus), st.sampled_from(EnrollmentStatus))
    def test_never_leaves_an_end(self, status, to):
        if status not in enrollments.OPEN:
            with pytest.raises(enrollments.EnrollmentStatusError):
                enrollments.check_step(status=status, to=to)


class TestScopeOf:
    def test_is_everything_for_those_who_run_the_school(self):
        for actor in (Actor(id=BOB, role="admin"), Actor(id=BOB, role="staff"), SYSTEM):
            assert reading.scope_of(actor).is_everything

    def test_is_a_students_own(self):
        scope = reading.scope_of(Actor(id=ALICE, role="student"), taught_course_ids=[PYTHON])

        assert scope.includes(student_id=ALICE, course_ids=[PYTHON])
        assert not scope.includes(student_id=BOB, course_ids=[PYTHON])

    def test_is_a_teachers_courses(self):
        scope = reading.scope_of(Actor(id=BOB, role="teacher"), taught_course_ids=[PYTHON])

        assert scope.includes(student_id=ALICE, course_ids=[ALGEBRA, PYTHON])
        assert not scope.includes(student_id=BOB, course_ids=[ALGEBRA])

    @pytest.mark.parametrize("actor", [ANONYMOUS, Actor(id="", role="student")])
    def test_is_closed_to_nobody_in_particular(self, actor):
        with pytest.raises(reading.NotForYouError):
            reading.scope_of(actor)

    def test_hides_figures_of_others_and_notes_from_students(self):
        student = Actor(id=ALICE, role="student")

        with pytest.raises(reading.NotForYouError):
            reading.check_reads_figures_of_others(student)
        assert not reading.sees_notes(student)
        assert reading.sees_notes(Actor(id=BOB, role="staff"))
