"""Documents of the enrollments app, one aggregate a file."""

from apps.enrollments.models.certificate import Certificate
from apps.enrollments.models.cohort import Cohort, CohortSettings
from apps.enrollments.models.enrollment import OPEN_STATUSES, Enrollment
from apps.enrollments.models.grade import Grade
from apps.enrollments.models.membership import Membership
from apps.enrollments.models.payment import Payment
from apps.enrollments.models.progress import Progress
from apps.enrollments.models.seats import Seats
from apps.enrollments.models.semester_progress import (
    CourseStanding,
    Milestones,
    SemesterProgress,
    StoredFigures,
    ValidationCriteria,
)
from apps.enrollments.models.submission import Answer, Submission
from apps.enrollments.models.validation_decision import DecisionBasis, ValidationDecision

__all__ = [
    "OPEN_STATUSES",
    "Answer",
    "Certificate",
    "Cohort",
    "CohortSettings",
    "CourseStanding",
    "DecisionBasis",
    "Enrollment",
    "Grade",
    "Membership",
    "Milestones",
    "Payment",
    "Progress",
    "Seats",
    "SemesterProgress",
    "StoredFigures",
    "Submission",
    "ValidationCriteria",
    "ValidationDecision",
]
