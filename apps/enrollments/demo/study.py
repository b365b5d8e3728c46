"""What the demo school's students do: progress, work handed in, grades, certificates."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.courses import api as courses
from apps.courses.data import CourseData
from apps.enrollments import operations, queries
from apps.enrollments.data import (
    EnrollmentStatus,
    ProgressChange,
    Recommendation,
    ValidationOutcome,
)
from apps.enrollments.demo.groups import Group
from apps.enrollments.models import Enrollment, Progress
from apps.enrollments.rules.records import PASS_PERCENT
from yggdrasil import clock, ids

_WORKS = (
    "def greet(name):\n    return f'Hello, {name}!'\n",
    "I compared both layouts with five users; four preferred the second one.",
    "https://example.org/my-first-repository",
)

_OUTCOMES = {
    Recommendation.APPROVE: (ValidationOutcome.VALIDATED, "All criteria are met."),
    Recommendation.CONDITIONAL: (
        ValidationOutcome.CONDITIONAL,
        "One criterion is missed narrowly: hand in the missing course by next month.",
    ),
    Recommendation.RETAKE: (
        ValidationOutcome.FAILED,
        "Too little of the semester was reached: take it again.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A course with what can be handed in.

    Attributes:
        course: the course.
        exercise_ids: its exercises and quizzes.
    """

    course: CourseData
    exercise_ids: tuple[str, ...]


def chance(*words: str, below: int) -> int:
    """Return a number that looks random and is the same at every run."""
    return int(ids.derived_id("demo", "chance", *words)[:8], 16) % below


def subject_of(course_id: str) -> Subject:
    """Return a course with what can be handed in."""
    outline = courses.get_outline(course_id=course_id)
    works = (
        content.exercise or content.quiz
        for chapter in outline.chapters
        for section in chapter.sections
        for content in section.content
    )
    return Subject(
        course=courses.get_course(course_id=course_id),
        exercise_ids=tuple(work.id for work in works if work is not None),
    )


def study(student_id: str, subject: Subject, group: Group, *, until: datetime) -> None:
    """Let a student get somewhere in a course, as far as talent and time allow.

    Args:
        student_id: id of the account.
        subject: the course.
        group: the cohort it is done in.
        until: the present moment, or the end of the half-year.
    """
    talent = _talent(student_id)
    spread = chance(student_id, subject.course.id, below=20)
    percent = min(int(talent * (0.3 + _share_passed(group, until))) + spread, 100)
    chapters = max(subject.course.outline_size.chapters, 1)
    score = min(talent + chance("score", student_id, subject.course.id, below=16), 100)
    operations.record_progress(
        student_id=student_id,
        course_id=subject.course.id,
        change=ProgressChange(
            progress_percent=percent,
            chapters_total=chapters,
            chapters_completed=percent * chapters // 100,
            exercises_total=len(subject.exercise_ids),
            exercises_completed=percent * len(subject.exercise_ids) // 100,
            average_score_percent=float(score),
        ),
        at=until,
    )


def hand_in(student_id: str, subject: Subject, *, at: datetime) -> None:
    """Let a student hand something in, and a teacher grade most of it."""
    if not subject.exercise_ids:
        return
    number = chance("work", student_id, subject.course.id, below=12)
    with clock.held(at):
        submission_id = operations.submit_work(
            student_id=student_id,
            course_id=subject.course.id,
            exercise_id=subject.exercise_ids[number % len(subject.exercise_ids)],
            content=_WORKS[number % len(_WORKS)],
            at=at,
        )
    if number % 4:
        operations.grade_submission(
            submission_id=submission_id,
            score_percent=float(50 + chance("grade", student_id, subject.course.id, below=51)),
            graded_by_id=subject.course.instructor.id,
            feedback="Clear and complete." if number % 2 else "Mind the edge cases.",
            is_released=bool(number % 3),
            at=at + timedelta(hours=20),
        )


def finish_all(subject: Subject, group: Group, *, at: datetime) -> None:
    """Complete a course for all of a cohort who are through; the others go on."""
    active = Enrollment.objects.filter(
        cohort_id=group.id, course_id=subject.course.id, status=EnrollmentStatus.ACTIVE.value
    )
    students = {enrollment.student_id: str(enrollment.pk) for enrollment in active}
    through = Progress.objects.filter(
        course_id=subject.course.id, student_id__in=list(students), completed_at__isnull=False
    )
    for progress in through:
        enrollment_id = students[progress.student_id]
        score = progress.average_score_percent or 0.0
        _finish(enrollment_id, str(progress.student_id), subject, score=score, at=at)


def _finish(
    enrollment_id: str, student_id: str, subject: Subject, *, score: float, at: datetime
) -> None:
    """Complete a course, with a grade, and a certificate where the grade suffices."""
    teacher_id, course_id = subject.course.instructor.id, subject.course.id
    operations.grade_course(
        student_id=student_id,
        course_id=course_id,
        score_percent=score,
        graded_by_id=teacher_id,
        at=at,
    )
    operations.complete_enrollment(enrollment_id=enrollment_id, at=at)
    if score >= PASS_PERCENT:
        operations.issue_certificate(
            student_id=student_id, course_id=course_id, issued_by_id=teacher_id, at=at
        )


def attend(student_id: str, group: Group, *, marked: int, at: datetime) -> None:
    """Let a student have been at most of a half-year's events; the less able miss more."""
    missed = chance("missed", student_id, group.id, below=4)
    missed += (100 - _talent(student_id)) * marked // 120
    operations.set_attendance(
        student_id=student_id,
        cohort_id=group.id,
        marked=marked,
        attended=max(marked - missed, 0),
        at=at,
    )


def decide(student_id: str, group: Group, *, decided_by_id: str) -> bool:
    """Decide on a student's semester as the rule advises.

    Returns:
        Whether the student may go on.
    """
    found = queries.evaluate_semester(student_id=student_id, cohort_id=group.id)
    outcome, reason = _OUTCOMES[found.recommendation]
    operations.decide_validation(
        student_id=student_id,
        cohort_id=group.id,
        outcome=outcome,
        reason=reason,
        decided_by_id=decided_by_id,
        at=group.term.ends_at - timedelta(days=3),
    )
    return outcome is ValidationOutcome.VALIDATED


def _talent(student_id: str) -> int:
    """Return 40 to 100, seldom little."""
    number = chance("talent", student_id, below=64)
    return 40 + number // 4 if number % 8 == 0 else 68 + number // 2


def _share_passed(group: Group, until: datetime) -> float:
    length = group.term.ends_at - group.term.starts_at
    return min((until - group.term.starts_at) / length, 1.0)
