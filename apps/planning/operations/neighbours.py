"""What planning asks of its neighbours before it changes something; never within a transaction."""

from apps.accounts.data import Role
from apps.courses import api as courses
from apps.enrollments import api as enrollments
from apps.planning import rules
from apps.planning.data import EventDraft, EventNames
from apps.planning.models import Event
from apps.users import api as users

_TEACH = {Role.TEACHER, Role.ADMIN, Role.STAFF}


def names_for(draft: EventDraft) -> EventNames:
    """Return the names that an event copies from other homes, once all it names is known to exist.

    Args:
        draft: what is wanted.

    Returns:
        Title of the course and name of the teacher.

    Raises:
        InvalidEventError: if the course, the teacher or a cohort does not exist, or the teacher is
            a student.
    """
    _check_cohorts(draft.cohort_ids)
    return EventNames(
        course_title=_course_title(draft.course_id), teacher_name=_teacher_name(draft.teacher_id)
    )


def cohorts_of_students(event: Event) -> dict[str, str]:
    """Return who belongs to an event through its cohorts.

    Args:
        event: the document.

    Returns:
        Id of the cohort by id of the student, who is in it or was when the event began; of several
        cohorts the event's first.
    """
    found: dict[str, str] = {}
    for cohort_id in map(str, event.cohort_ids or ()):
        for student_id in enrollments.list_member_ids(cohort_id=cohort_id, at=event.starts_at):
            found.setdefault(student_id, cohort_id)
    return found


def _check_cohorts(cohort_ids: tuple[str, ...]) -> None:
    if not cohort_ids:
        return
    known = {cohort.id for cohort in enrollments.list_cohorts(cohort_ids=cohort_ids)}
    if missing := [cohort_id for cohort_id in cohort_ids if cohort_id not in known]:
        raise rules.unknown("cohort_ids", f"There is no cohort {missing[0]}.")


def _course_title(course_id: str | None) -> str:
    if course_id is None:
        return ""
    found = courses.list_courses(course_ids=(course_id,))
    if not found:
        raise rules.unknown("course_id", f"There is no course {course_id}.")
    return found[0].title


def _teacher_name(teacher_id: str | None) -> str:
    if teacher_id is None:
        return ""
    found = users.list_persons(ids=(teacher_id,))
    if not found or found[0].role not in _TEACH:
        raise rules.unknown("teacher_id", f"There is no teacher {teacher_id}.")
    return found[0].name
