"""What students' work is judged worth."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.data import teaches
from apps.enrollments import events
from apps.enrollments.data import GradeKind, ProgressChange, SubmissionKind, SubmissionStatus
from apps.enrollments.models import Enrollment, Grade, Submission
from apps.enrollments.models.keys import key_of, text_of
from apps.enrollments.operations.progress import take_change
from apps.enrollments.queries.finding import find_by_id
from apps.enrollments.queries.records import GradeNotFoundError, SubmissionNotFoundError
from apps.enrollments.queries.visibility import check_teaches, scope_for
from apps.enrollments.rules import records as rules
from yggdrasil.context import current
from yggdrasil.cqrs.command import command
from yggdrasil.ids import to_object_id


@command(allow=teaches)
def grade_submission(
    *,
    submission_id: str,
    score_percent: float,
    graded_by_id: str | None = None,
    feedback: str = "",
    weight: float = 1.0,
    is_released: bool = True,
    at: datetime,
) -> str:
    """Judge a submission, or judge it again; once released, the course's average score follows.

    Args:
        submission_id: id of the submission.
        score_percent: 0 to 100.
        graded_by_id: who judges; None for a computed score.
        feedback: to the student, at most 5,000 characters.
        weight: how much it counts beside others, 0 or more.
        is_released: whether the student may see it at once.
        at: now.

    Returns:
        The id of the grade.

    Raises:
        SubmissionNotFoundError: if there is none.
        NotYourCourseError: if a teacher does not teach the course.
        InvalidGradeError: if score, weight or feedback is out of bounds.
    """
    rules.check_grade(score_percent=score_percent, weight=weight, feedback=feedback)
    scope = scope_for(current().actor)
    submission = find_by_id(Submission, submission_id, missing=SubmissionNotFoundError)
    check_teaches(scope, course_keys=[submission.course_id])
    grade = _grade_of(submission)
    previous = None if grade._state.adding else grade.score_percent
    _judge(
        grade,
        score_percent,
        weight=weight,
        feedback=feedback,
        graded_by_id=graded_by_id,
        at=at,
    )
    events.grade_given.send(sender=grade, payload=_given(grade, previous=previous))
    if is_released:
        _release(grade, at=at)
    grade.save()
    submission.status = SubmissionStatus.GRADED.value
    submission.save()
    _average(grade, at=at)
    return str(grade.pk)


@command(allow=teaches)
def grade_course(
    *,
    student_id: str,
    course_id: str,
    score_percent: float,
    graded_by_id: str | None = None,
    feedback: str = "",
    is_released: bool = True,
    at: datetime,
) -> str:
    """Judge a student's course as a whole, or judge it again.

    Args:
        student_id: id of the account.
        course_id: id of the course.
        score_percent: 0 to 100.
        graded_by_id: who judges; None for a computed grade.
        feedback: to the student, at most 5,000 characters.
        is_released: whether the student may see it at once.
        at: now.

    Returns:
        The id of the grade.

    Raises:
        NotEnrolledError: if the student was never enrolled in the course.
        NotYourCourseError: if a teacher does not teach the course.
        InvalidGradeError: if score or feedback is out of bounds.
    """
    rules.check_grade(score_percent=score_percent, weight=1, feedback=feedback)
    check_teaches(scope_for(current().actor), course_keys=[to_object_id(course_id)])
    grade = _course_grade_of(student_id, course_id)
    previous = None if grade._state.adding else grade.score_percent
    _judge(
        grade,
        score_percent,
        weight=1,
        feedback=feedback,
        graded_by_id=graded_by_id,
        at=at,
    )
    events.grade_given.send(sender=grade, payload=_given(grade, previous=previous))
    if is_released:
        _release(grade, at=at)
    grade.save()
    return str(grade.pk)


@command(allow=teaches)
def correct_grade(
    *,
    grade_id: str,
    score_percent: float,
    feedback: str = "",
    graded_by_id: str | None = None,
    at: datetime,
) -> None:
    """Judge again what was judged; weight and release stay, the average follows if it is released.

    Args:
        grade_id: id of the grade.
        score_percent: 0 to 100.
        feedback: to the student, at most 5,000 characters.
        graded_by_id: who judges; None for a computed score.
        at: now.

    Raises:
        GradeNotFoundError: if there is none.
        NotYourCourseError: if a teacher does not teach the course.
        InvalidGradeError: if score or feedback is out of bounds.
    """
    scope = scope_for(current().actor)
    grade = find_by_id(Grade, grade_id, missing=GradeNotFoundError)
    check_teaches(scope, course_keys=[grade.course_id])
    rules.check_grade(score_percent=score_percent, weight=grade.weight, feedback=feedback)
    previous = grade.score_percent
    _judge(
        grade,
        score_percent,
        weight=grade.weight,
        feedback=feedback,
        graded_by_id=graded_by_id,
        at=at,
    )
    events.grade_given.send(sender=grade, payload=_given(grade, previous=previous))
    grade.save()
    if grade.submission_id is not None:
        _average(grade, at=at)


@command(allow=teaches)
def release_grades(*, grade_ids: Sequence[str], at: datetime) -> int:
    """Let students see grades; the average scores of their courses follow.

    Args:
        grade_ids: ids of grades.
        at: now.

    Returns:
        How many were not released before.

    Raises:
        GradeNotFoundError: if one does not exist; then none is released.
        NotYourCourseError: if a teacher does not teach the course of one; then none is released.
    """
    scope = scope_for(current().actor)
    found = Grade.objects.in_bulk([to_object_id(grade_id) for grade_id in grade_ids])
    if missing := [one for one in grade_ids if to_object_id(one) not in found]:
        raise GradeNotFoundError(f"There is no grade {', '.join(missing)}.")
    for course_key in {grade.course_id for grade in found.values()}:
        check_teaches(scope, course_keys=[course_key])
    hidden = [grade for grade in found.values() if grade.released_at is None]
    for grade in hidden:
        _release(grade, at=at)
        grade.save()
    for grade in {(grade.student_id, grade.course_id): grade for grade in hidden}.values():
        _average(grade, at=at)
    return len(hidden)


def _grade_of(submission: Submission) -> Grade:
    known = Grade.objects.filter(submission_id=submission.pk).first()
    return known or Grade(
        course_id=submission.course_id,
        course_title=_course_title(submission),
        student_id=submission.student_id,
        student_name=submission.student_name,
        submission_id=submission.pk,
        kind=SubmissionKind(submission.kind).value,
        title=submission.exercise_title,
    )


def _course_grade_of(student_id: str, course_id: str) -> Grade:
    keys = {"student_id": to_object_id(student_id), "course_id": to_object_id(course_id)}
    known = Grade.objects.filter(**keys, kind=GradeKind.COURSE.value).first()
    if known is not None:
        return known
    enrollment = Enrollment.objects.filter(**keys).order_by("-enrolled_at").first()
    if enrollment is None:
        raise rules.not_enrolled(student_id=student_id, course_id=course_id)
    return Grade(
        **keys,
        course_title=enrollment.course_title,
        student_name=enrollment.student_name,
        kind=GradeKind.COURSE.value,
        title=enrollment.course_title,
    )


def _judge(
    grade: Grade,
    score_percent: float,
    *,
    weight: float,
    feedback: str,
    graded_by_id: str | None,
    at: datetime,
) -> None:
    grade.score_percent = score_percent
    grade.weight = weight
    grade.feedback = feedback
    grade.graded_by_id = key_of(graded_by_id)
    grade.graded_at = at


def _release(grade: Grade, *, at: datetime) -> None:
    if grade.released_at is not None:
        return
    grade.released_at = at
    events.grade_released.send(
        sender=grade,
        payload=events.GradeReleased(
            grade_id=str(grade.pk),
            student_id=str(grade.student_id),
            course_id=str(grade.course_id),
            score_percent=grade.score_percent,
            at=grade.released_at,
        ),
    )


def _average(grade: Grade, *, at: datetime) -> None:
    # Students see the average at once, so it may not betray what they are not to see yet.
    rows = Grade.objects.filter(
        student_id=grade.student_id,
        course_id=grade.course_id,
        submission_id__isnull=False,
        released_at__isnull=False,
    ).values_list("score_percent", "weight")
    average = rules.weighted_average(list(rows))
    if average is not None:
        take_change(
            student_id=str(grade.student_id),
            course_id=str(grade.course_id),
            change=ProgressChange(average_score_percent=average),
            at=at,
        )


def _course_title(submission: Submission) -> str:
    titles = Enrollment.objects.filter(
        student_id=submission.student_id, course_id=submission.course_id
    ).values_list("course_title", flat=True)
    return titles.first() or ""


def _given(grade: Grade, *, previous: float | None) -> events.GradeGiven:
    return events.GradeGiven(
        grade_id=str(grade.pk),
        student_id=str(grade.student_id),
        course_id=str(grade.course_id),
        submission_id=text_of(grade.submission_id),
        kind=GradeKind(grade.kind),
        score_percent=grade.score_percent,
        previous_score_percent=previous,
        weight=grade.weight,
        graded_by_id=text_of(grade.graded_by_id),
        at=grade.graded_at,
    )
