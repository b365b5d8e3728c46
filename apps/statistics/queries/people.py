"""Students and teachers at a glance: asked of the owners' apps at the moment of reading."""

from datetime import UTC, datetime, timedelta

from apps.accounts import api as accounts
from apps.accounts.data import Role
from apps.courses import api as courses
from apps.courses.data import CourseStatus
from apps.enrollments import api as enrollments
from apps.enrollments.data import CourseFiguresData, ProgressData, SemesterProgressData
from apps.planning import api as planning
from apps.planning.data import EventSummary
from apps.statistics import rules
from apps.statistics.data import (
    AttendanceSummary,
    ComingEvent,
    SemesterSummary,
    StudentCourse,
    StudentDashboard,
    TaughtCourse,
    TeacherDashboard,
)
from apps.users import api as users
from yggdrasil.context import Actor
from yggdrasil.cqrs.query import query
from yggdrasil.errors import NotFoundError

# Staff hold lessons too.
_TEACH = {Role.TEACHER, Role.STAFF, Role.ADMIN}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class PersonNotFoundError(NotFoundError):
    """There is no student, or nobody who teaches, of that id."""


@query
def get_student_dashboard(*, viewer: Actor, student_id: str, at: datetime) -> StudentDashboard:
    """Return a student at a glance.

    Args:
        viewer: who asks: the student, or staff.
        student_id: id of the student's account.
        at: the present moment.

    Returns:
        The dashboard; seven questions to neighbours, whatever the student did.

    Raises:
        NotYourFiguresError: for anybody else.
        PersonNotFoundError: if there is no such student.
        InvalidIdError: if the id is none.
    """
    rules.check_sees_person(viewer, person_id=student_id, role=Role.STUDENT)
    name = _name_of(student_id, roles={Role.STUDENT})
    progress = enrollments.list_progress_of_student(student_id=student_id)
    semester = enrollments.find_current_semester_progress(student_id=student_id)
    (attendance,) = planning.attendance_of(student_ids=(student_id,))
    cohort_ids = (semester.cohort_id,) if semester else ()
    percents = [one.progress_percent for one in progress]
    return StudentDashboard(
        student_id=student_id,
        name=name,
        semester=_semester(semester) if semester else None,
        courses_total=len(progress),
        courses_active=sum(one.completed_at is None for one in progress),
        courses_completed=sum(one.completed_at is not None for one in progress),
        average_progress_percent=rules.mean_percent(percents),
        average_score_percent=rules.mean_or_none(one.average_score_percent for one in progress),
        attendance=AttendanceSummary(
            marked=attendance.marked,
            attended=attendance.attended,
            excused=attendance.excused,
            rate_percent=attendance.rate_percent,
        ),
        courses=_student_courses(progress),
        coming_events=_coming_for(cohort_ids, at=at),
        milestones=rules.milestones(
            completed_at=[one.completed_at for one in progress if one.completed_at],
            progress_percents=percents,
        ),
        as_of=at,
    )


@query
def get_teacher_dashboard(*, viewer: Actor, teacher_id: str, at: datetime) -> TeacherDashboard:
    """Return a teacher at a glance.

    Args:
        viewer: who asks: the teacher, or staff.
        teacher_id: id of the teacher's account.
        at: the present moment.

    Returns:
        The dashboard; six questions to neighbours, whatever the teacher teaches.

    Raises:
        NotYourFiguresError: for anybody else.
        PersonNotFoundError: if there is no such person, or it is a student.
        InvalidIdError: if the id is none.
    """
    rules.check_sees_person(viewer, person_id=teacher_id, role=Role.TEACHER)
    name = _name_of(teacher_id, roles=_TEACH)
    ids = courses.list_taught_ids(account_id=teacher_id)
    figures = {one.course_id: one for one in enrollments.list_course_figures(course_ids=ids)}
    taught = sorted(courses.list_courses(course_ids=ids), key=lambda one: one.title.casefold())
    held = planning.timetable_figures(
        starts_from=at - timedelta(days=30), starts_to=at, teacher_id=teacher_id
    )
    coming = planning.events_of(
        starts_from=at, starts_to=at + timedelta(days=7), teacher_id=teacher_id, limit=20
    )
    rows = tuple(_taught(one.id, one.title, one.status, figures.get(one.id)) for one in taught)
    return TeacherDashboard(
        teacher_id=teacher_id,
        name=name,
        courses_total=len(rows),
        courses_published=sum(one.status is CourseStatus.PUBLISHED for one in taught),
        students=sum(row.students for row in rows),
        submissions_waiting=sum(row.submissions_waiting for row in rows),
        events_held=held.scheduled,
        attendance=AttendanceSummary(
            marked=held.marked,
            attended=held.attended,
            excused=held.excused,
            rate_percent=held.rate_percent,
        ),
        courses=rows,
        coming_events=tuple(map(_coming, coming)),
        as_of=at,
    )


def _name_of(person_id: str, *, roles: set[Role]) -> str:
    try:
        account = accounts.get_account(account_id=person_id)
    except accounts.AccountNotFoundError:
        account = None
    if account is None or account.role not in roles:
        raise PersonNotFoundError(f"There is nobody {person_id} who has such a dashboard.")
    found = users.list_persons(ids=(person_id,))
    return found[0].name if found else account.email


def _semester(progress: SemesterProgressData) -> SemesterSummary:
    found = enrollments.list_cohorts(cohort_ids=(progress.cohort_id,))
    return SemesterSummary(
        cohort_id=progress.cohort_id,
        cohort_name=found[0].name if found else "",
        semester=progress.semester,
        overall_progress_percent=progress.figures.overall_progress_percent,
        average_grade_percent=progress.figures.average_grade_percent,
        validation_status=progress.validation_status.value,
        is_at_risk=progress.figures.is_at_risk,
    )


def _student_courses(progress: tuple[ProgressData, ...]) -> tuple[StudentCourse, ...]:
    ids = tuple(one.course_id for one in progress)
    titles = {one.id: one.title for one in courses.list_courses(course_ids=ids)} if ids else {}
    # Those never touched last.
    touched = sorted(
        progress,
        key=lambda one: (one.last_activity_at is not None, one.last_activity_at or _LONG_AGO),
        reverse=True,
    )
    return tuple(
        StudentCourse(
            course_id=one.course_id,
            title=titles.get(one.course_id, ""),
            progress_percent=one.progress_percent,
            chapters_completed=one.chapters_completed,
            chapters_total=one.chapters_total,
            exercises_completed=one.exercises_completed,
            exercises_total=one.exercises_total,
            average_score_percent=one.average_score_percent,
            started_at=one.started_at,
            completed_at=one.completed_at,
            last_activity_at=one.last_activity_at,
        )
        for one in touched
    )


def _coming_for(cohort_ids: tuple[str, ...], *, at: datetime) -> tuple[ComingEvent, ...]:
    if not cohort_ids:
        return ()
    found = planning.events_of(
        starts_from=at, starts_to=at + timedelta(days=14), cohort_ids=cohort_ids, limit=10
    )
    return tuple(map(_coming, found))


def _coming(event: EventSummary) -> ComingEvent:
    return ComingEvent(
        event_id=event.id,
        title=event.title,
        type=event.type.value,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location_name=event.location_name,
        course_id=event.course_id,
    )


def _taught(
    course_id: str, title: str, status: CourseStatus, figures: CourseFiguresData | None
) -> TaughtCourse:
    return TaughtCourse(
        course_id=course_id,
        title=title,
        status=status.value,
        students=figures.active + figures.completed if figures else 0,
        completed=figures.completed if figures else 0,
        average_progress_percent=figures.average_progress_percent if figures else 0,
        average_score_percent=figures.average_score_percent if figures else None,
        submissions_waiting=figures.submissions_waiting if figures else 0,
        certificates=figures.certificates if figures else 0,
    )
