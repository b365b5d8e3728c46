"""Everything one can change in the enrollments app; each function is one command."""

from apps.enrollments.operations.cancelling import cancel_enrollment, release_held_seats
from apps.enrollments.operations.certificates import issue_certificate, revoke_certificate
from apps.enrollments.operations.cohorts import (
    activate_cohort,
    archive_cohort,
    change_cohort,
    complete_cohort,
    delete_cohort,
    open_cohort,
    set_cohort_courses,
)
from apps.enrollments.operations.copies import (
    close_course,
    follow_course,
    follow_role,
    release_student,
    rename_course,
    rename_student,
    resume_student,
    suspend_student,
    withdraw_course,
)
from apps.enrollments.operations.enrollments import (
    activate_enrollment,
    complete_enrollment,
    enroll_cohort,
    enroll_student,
)
from apps.enrollments.operations.grades import (
    correct_grade,
    grade_course,
    grade_submission,
    release_grades,
)
from apps.enrollments.operations.membership import add_members, move_members, remove_members
from apps.enrollments.operations.payments import (
    PaymentNotFoundError,
    capture_payment,
    fail_payment,
    refund_payment,
    request_payment,
)
from apps.enrollments.operations.progress import (
    recompute_cohort,
    recompute_stale,
    record_progress,
    set_attendance,
    take_mark,
)
from apps.enrollments.operations.seats import recount_seats, set_capacity
from apps.enrollments.operations.semester_ends import (
    NextCohortNotFoundError,
    end_semester,
    progress_students,
    request_validations,
    validate_automatically,
)
from apps.enrollments.operations.submissions import submit_work
from apps.enrollments.operations.validation import decide_validation, decide_validations

__all__ = [
    "NextCohortNotFoundError",
    "PaymentNotFoundError",
    "activate_cohort",
    "activate_enrollment",
    "add_members",
    "archive_cohort",
    "cancel_enrollment",
    "capture_payment",
    "change_cohort",
    "close_course",
    "complete_cohort",
    "complete_enrollment",
    "correct_grade",
    "decide_validation",
    "decide_validations",
    "delete_cohort",
    "end_semester",
    "enroll_cohort",
    "enroll_student",
    "fail_payment",
    "follow_course",
    "follow_role",
    "grade_course",
    "grade_submission",
    "issue_certificate",
    "move_members",
    "open_cohort",
    "progress_students",
    "recompute_cohort",
    "recompute_stale",
    "record_progress",
    "recount_seats",
    "refund_payment",
    "release_grades",
    "release_held_seats",
    "release_student",
    "remove_members",
    "rename_course",
    "rename_student",
    "request_payment",
    "request_validations",
    "resume_student",
    "revoke_certificate",
    "set_attendance",
    "set_capacity",
    "set_cohort_courses",
    "submit_work",
    "suspend_student",
    "take_mark",
    "validate_automatically",
    "withdraw_course",
]
