"""Submissions, grades, certificates and payments."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.enrollments import operations
from apps.enrollments.data import CertificateStatus, PaymentStatus, SubmissionStatus
from apps.enrollments.models import Certificate, Grade, Payment, Progress, Submission
from apps.enrollments.queries import ExerciseNotFoundError, list_enrollments_of
from apps.enrollments.rules.records import (
    AlreadyRevokedError,
    LateWorkRefusedError,
    NoAttemptLeftError,
    NotEligibleError,
    NotEnrolledError,
    PaymentStatusError,
)
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")

EXERCISE = "e" * 24


@pytest.fixture
def enrolled(course, students, at):
    """Return a student's id and the id of the course he or she is enrolled in."""
    python = course()
    operations.enroll_student(course_id=python, student_id=students[0], at=at)
    return students[0], python


@pytest.fixture
def submit(at):
    """Return a function that hands something in."""

    def submit_(student_id, course_id, *, exercise_id=EXERCISE, when=at):
        return operations.submit_work(
            student_id=student_id,
            course_id=course_id,
            exercise_id=exercise_id,
            content="print('hello')",
            at=when,
        )

    return submit_


class TestSubmitWork:
    def test_counts_attempts_until_they_are_used(self, enrolled, submit):
        submit(*enrolled)
        second = submit(*enrolled)

        with pytest.raises(NoAttemptLeftError):
            submit(*enrolled)

        stored = Submission.objects.get(pk=second)
        assert (stored.attempt, stored.exercise_title) == (2, "Say hello")

    def test_is_for_those_who_take_part(self, enrolled, students, submit, at):
        _, python = enrolled
        with pytest.raises(NotEnrolledError):
            submit(students[1], python)
        operations.suspend_student(student_id=students[0], at=at)
        with pytest.raises(NotEnrolledError):
            submit(*enrolled)

    def test_knows_the_exercises_of_the_course(self, enrolled, submit):
        with pytest.raises(ExerciseNotFoundError):
            submit(*enrolled, exercise_id=new_id())

    @pytest.mark.parametrize("allowed", [True, False])
    def test_is_late_after_the_end_of_the_course(self, course, students, submit, allowed, at):
        ending = course(ends_at=at + timedelta(days=1), allows_late_submissions=allowed)
        operations.enroll_student(course_id=ending, student_id=students[0], at=at)

        if allowed:
            late = submit(students[0], ending, when=at + timedelta(days=2))
            assert Submission.objects.get(pk=late).is_late
        else:
            with pytest.raises(LateWorkRefusedError):
                submit(students[0], ending, when=at + timedelta(days=2))


class TestGradeSubmission:
    def test_is_given_once_and_changed_in_place(self, enrolled, submit, at):
        submission_id = submit(*enrolled)
        first = operations.grade_submission(submission_id=submission_id, score_percent=40, at=at)

        again = operations.grade_submission(submission_id=submission_id, score_percent=70, at=at)

        assert first == again
        assert Grade.objects.get().score_percent == 70
        assert Submission.objects.get().status == SubmissionStatus.GRADED

    def test_moves_the_average_of_the_course(self, enrolled, submit, at):
        for score, weight in ((50, 1), (80, 2)):
            operations.grade_submission(
                submission_id=submit(*enrolled), score_percent=score, weight=weight, at=at
            )

        assert Progress.objects.get().average_score_percent == 70

    def test_is_seen_only_once_released(self, enrolled, submit, at):
        grade_id = operations.grade_submission(
            submission_id=submit(*enrolled), score_percent=80, is_released=False, at=at
        )
        assert Grade.objects.get().released_at is None

        assert operations.release_grades(grade_ids=[grade_id], at=at) == 1
        assert operations.release_grades(grade_ids=[grade_id], at=at) == 0

    def test_betrays_nothing_by_the_average_before_it_is_released(self, enrolled, submit, at):
        seen = operations.grade_submission(submission_id=submit(*enrolled), score_percent=90, at=at)
        hidden = operations.grade_submission(
            submission_id=submit(*enrolled), score_percent=40, is_released=False, at=at
        )
        operations.correct_grade(grade_id=hidden, score_percent=50, at=at)
        assert Progress.objects.get().average_score_percent == 90

        operations.release_grades(grade_ids=[seen, hidden], at=at)

        assert Progress.objects.get().average_score_percent == 70

    def test_is_told_before_its_release(self, enrolled, submit, at):
        with recording_to(MemoryRecorder()) as recorder:
            operations.grade_submission(submission_id=submit(*enrolled), score_percent=80, at=at)

        told = [fact.name for fact in recorder.facts if ".grade." in fact.name]
        assert told == ["enrollments.grade.given.v1", "enrollments.grade.released.v1"]


class TestIssueCertificate:
    def complete(self, enrolled, at, *, score=None):
        student_id, course_id = enrolled
        if score is not None:
            operations.grade_course(
                student_id=student_id, course_id=course_id, score_percent=score, at=at
            )
        (mine,) = enrollments_of(student_id)
        operations.complete_enrollment(enrollment_id=mine, at=at)

    def issue(self, enrolled, at):
        return operations.issue_certificate(student_id=enrolled[0], course_id=enrolled[1], at=at)

    def test_attests_a_completed_course_once(self, enrolled, at):
        self.complete(enrolled, at, score=88)

        assert self.issue(enrolled, at) == self.issue(enrolled, at)

        stored = Certificate.objects.get()
        assert stored.subject_title == "Python Basics"
        assert stored.final_grade_percent == 88
        assert stored.number.startswith("YGG-2026-")

    def test_waits_for_completion_and_a_sufficient_grade(self, enrolled, at):
        with pytest.raises(NotEligibleError):
            self.issue(enrolled, at)
        self.complete(enrolled, at, score=30)
        with pytest.raises(NotEligibleError):
            self.issue(enrolled, at)

    def test_may_be_issued_again_after_it_was_revoked(self, enrolled, at):
        self.complete(enrolled, at)
        first = self.issue(enrolled, at)

        operations.revoke_certificate(certificate_id=first, reason="Copied.", at=at)
        second = self.issue(enrolled, at)

        assert first != second
        assert Certificate.objects.get(pk=first).status == CertificateStatus.REVOKED
        with pytest.raises(AlreadyRevokedError):
            operations.revoke_certificate(certificate_id=first, reason="Again.", at=at)


class TestPayments:
    def test_come_and_go_back(self, enrolled, at):
        (enrollment_id,) = enrollments_of(enrolled[0])
        payment_id = operations.request_payment(
            enrollment_id=enrollment_id, amount=Decimal("49.90"), currency="EUR", at=at
        )
        with pytest.raises(PaymentStatusError):
            operations.refund_payment(payment_id=payment_id, at=at)

        operations.capture_payment(payment_id=payment_id, provider_reference="p-1", at=at)
        operations.refund_payment(payment_id=payment_id, at=at)

        stored = Payment.objects.get()
        assert (stored.amount, stored.status) == (Decimal("49.90"), PaymentStatus.REFUNDED)


def enrollments_of(student_id):

    return [one.id for one in list_enrollments_of(student_id=student_id)]
