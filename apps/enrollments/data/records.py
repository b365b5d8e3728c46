"""What students hand in, what it was worth, and what the school attests."""

from dataclasses import dataclass
from datetime import datetime

from apps.enrollments.data.words import (
    CertificateKind,
    CertificateStatus,
    GradeKind,
    SubmissionKind,
    SubmissionStatus,
)


@dataclass(frozen=True, kw_only=True)
class SubmittedAnswerData:
    """What a student answered to one question of a quiz.

    Attributes:
        question_id: the question.
        text: words as typed, or the choices made, one a line.
    """

    question_id: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class SubmissionSummary:
    """One attempt at one exercise, in a list.

    Attributes:
        id: id of the submission.
        course_id: id of the course.
        exercise_id: id of the exercise or quiz within it.
        exercise_title: as it was called when it was handed in.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        kind: exercise or quiz.
        attempt: 1 for the first.
        submitted_at: when it was handed in.
        due_at: by when it was due; None for no date.
        is_late: whether it came after that.
        status: whether it was graded.
    """

    id: str
    course_id: str
    exercise_id: str
    exercise_title: str
    student_id: str
    student_name: str
    kind: SubmissionKind
    attempt: int
    submitted_at: datetime
    due_at: datetime | None
    is_late: bool
    status: SubmissionStatus


@dataclass(frozen=True, kw_only=True)
class SubmissionData(SubmissionSummary):
    """One attempt with what was handed in.

    Attributes:
        content: text, code or an address; at most 50,000 characters.
        answers: to the questions of a quiz, at most 200.
    """

    content: str
    answers: tuple[SubmittedAnswerData, ...]


@dataclass(frozen=True, kw_only=True)
class GradeData:
    """What one piece of work, or a course as a whole, was judged worth.

    Attributes:
        id: id of the grade.
        course_id: id of the course.
        course_title: as the course is called now.
        student_id: id of the account.
        student_name: as on the profile; empty where it is not known.
        submission_id: what was graded; None for a grade without one.
        kind: exercise, quiz or course.
        title: what it is for.
        score_percent: 0 to 100.
        weight: how much it counts beside others, 0 or more.
        feedback: to the student; may be empty.
        graded_by_id: who judged; None for a computed score.
        graded_at: when it was last given.
        released_at: since when the student sees it; None before.
        version: how often it changed.
    """

    id: str
    course_id: str
    course_title: str
    student_id: str
    student_name: str
    submission_id: str | None
    kind: GradeKind
    title: str
    score_percent: float
    weight: float
    feedback: str
    graded_by_id: str | None
    graded_at: datetime
    released_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class CertificateData:
    """What the school attests about one student.

    Attributes:
        id: id of the certificate.
        number: unique, for people.
        verification_code: what a stranger types to verify it.
        kind: course or semester.
        student_id: id of the account.
        student_name: as it was on the day of issue.
        subject_id: the course, or the cohort whose semester it attests.
        subject_title: as it was on the day of issue.
        final_grade_percent: 0 to 100; None where nothing was graded.
        status: whether it holds.
        issued_at: when.
        revoked_at: when it was taken back; None while it holds.
        revocation_reason: why; empty while it holds.
    """

    id: str
    number: str
    verification_code: str
    kind: CertificateKind
    student_id: str
    student_name: str
    subject_id: str
    subject_title: str
    final_grade_percent: float | None
    status: CertificateStatus
    issued_at: datetime
    revoked_at: datetime | None
    revocation_reason: str
