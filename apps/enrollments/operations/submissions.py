"""What students hand in."""

from datetime import datetime

from apps.accounts.data import is_signed_in
from apps.enrollments import events
from apps.enrollments.data import SubmittedAnswerData
from apps.enrollments.models import Answer, Enrollment, Submission
from apps.enrollments.queries.neighbours import ExerciseTerms, get_exercise_terms
from apps.enrollments.queries.taking_part import find_active_enrollment
from apps.enrollments.queries.visibility import check_acts_for, scope_for
from apps.enrollments.rules import records as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=is_signed_in)
def submit_work(
    *,
    student_id: str,
    course_id: str,
    exercise_id: str,
    content: str = "",
    answers: tuple[SubmittedAnswerData, ...] = (),
    at: datetime,
) -> str:
    """Keep what a student hands in, as the next attempt.

    Args:
        student_id: id of the account.
        course_id: id of the course.
        exercise_id: id of the exercise or quiz within it.
        content: text, code or an address; at most 50,000 characters.
        answers: to the questions of a quiz, at most 200.
        at: now.

    Returns:
        The id of the submission.

    Raises:
        NotForOthersError: if a student hands in for somebody else.
        NotYourCourseError: if a teacher does not teach the course.
        InvalidSubmissionError: if nothing was handed in, or more than can be kept.
        CourseNotFoundError: if there is no such course.
        ExerciseNotFoundError: if it has no such exercise.
        NotEnrolledError: if the student has no active enrolment in the course.
        NoAttemptLeftError: if every attempt is used.
        LateWorkRefusedError: if it is late and the course takes no late work.
    """
    actor, course_key = current().actor, to_object_id(course_id)
    check_acts_for(actor, scope_for(actor), student_id=student_id, course_key=course_key)
    rules.check_submission(content=content, answers=answers)
    terms = get_exercise_terms(course_id=course_id, exercise_id=exercise_id)
    enrollment = _enrollment_of(student_id, course_id)
    made = _attempts_made(student_id, exercise_id)
    rules.check_attempt(made=made, allowed=terms.attempts_allowed)
    submission = _new(enrollment, terms, exercise_id=exercise_id, attempt=made + 1, at=at)
    rules.check_in_time(is_late=submission.is_late, is_late_allowed=terms.is_late_allowed)
    submission.content = content
    submission.answers = [Answer(question_id=one.question_id, text=one.text) for one in answers]
    events.submission_received.send(sender=submission, payload=_received(submission))
    submission.save(force_insert=True)
    return str(submission.pk)


def _enrollment_of(student_id: str, course_id: str) -> Enrollment:
    enrollment = find_active_enrollment(student_id=student_id, course_id=course_id)
    if enrollment is None:
        raise rules.not_enrolled(student_id=student_id, course_id=course_id)
    return enrollment


def _new(
    enrollment: Enrollment, terms: ExerciseTerms, *, exercise_id: str, attempt: int, at: datetime
) -> Submission:
    return Submission(
        course_id=enrollment.course_id,
        exercise_id=to_object_id(exercise_id),
        exercise_title=terms.title,
        student_id=enrollment.student_id,
        student_name=enrollment.student_name,
        kind=terms.kind.value,
        attempt=attempt,
        submitted_at=at,
        due_at=terms.due_at,
        is_late=rules.is_late(submitted_at=at, due_at=terms.due_at),
    )


def _attempts_made(student_id: str, exercise_id: str) -> int:
    last = (
        Submission.objects.filter(
            student_id=to_object_id(student_id), exercise_id=to_object_id(exercise_id)
        )
        .order_by("-attempt")
        .values_list("attempt", flat=True)
        .first()
    )
    return last or 0


def _received(submission: Submission) -> events.SubmissionReceived:
    data = submission.to_summary()
    return events.SubmissionReceived(
        submission_id=data.id,
        student_id=data.student_id,
        course_id=data.course_id,
        exercise_id=data.exercise_id,
        kind=data.kind,
        attempt=data.attempt,
        is_late=data.is_late,
        at=data.submitted_at,
    )
