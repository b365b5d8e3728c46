"""The demo school's cohorts: one line through three half-years, two that are new, one to come."""

from dataclasses import dataclass
from datetime import timedelta

from apps.enrollments import operations
from apps.enrollments.data import CohortPlan, CohortSettingsData, CohortStatus
from apps.enrollments.demo.terms import Term, after, before
from apps.enrollments.models import Cohort
from apps.enrollments.rules.ladder import intake_of
from yggdrasil import clock, ids

# Half-years looked back for a demo school that is already there.
_REMEMBERED = 12


@dataclass(frozen=True, kw_only=True)
class Group:
    """One cohort of the demo school.

    Attributes:
        key: part of its id.
        semester: 1 to 10.
        department: whose it is.
        term: the half-year it takes place in.
        courses: how many courses it has.
    """

    key: str
    semester: int
    department: str
    term: Term
    courses: int = 4

    @property
    def id(self) -> str:
        """Return the id of the cohort, the same at every run."""
        return ids.derived_id("demo", "cohort", self.key, self.term.starts_at.isoformat())


@dataclass(frozen=True, kw_only=True)
class Groups:
    """All six.

    Attributes:
        oldest: began two half-years ago, archived by now.
        older: the same students one half-year ago, completed by now.
        present: the same students now.
        fresh: students of the first year.
        parallel: students of another department.
        coming: where those of the first year will go.
    """

    oldest: Group
    older: Group
    present: Group
    fresh: Group
    parallel: Group
    coming: Group

    def all(self) -> tuple[Group, ...]:
        """Return them from the oldest to the one to come."""
        return (self.oldest, self.older, self.present, self.fresh, self.parallel, self.coming)


def groups_in(now: Term) -> Groups:
    """Return the cohorts of the demo school as of one half-year."""
    first = 1 if now.is_september else 2
    computing, design = "Computer Science", "Design and Media"
    return Groups(
        oldest=Group(
            key="line", semester=first, department=computing, term=before(before(now)), courses=2
        ),
        older=Group(
            key="line", semester=first + 1, department=computing, term=before(now), courses=2
        ),
        present=Group(key="line", semester=first + 2, department=computing, term=now),
        fresh=Group(key="fresh", semester=first, department=computing, term=now),
        parallel=Group(key="parallel", semester=first + 4, department=design, term=now),
        coming=Group(key="fresh", semester=first + 1, department=computing, term=after(now)),
    )


def is_founded_before(now: Term) -> bool:
    """Return whether the demo school was made in an earlier half-year; it then stays as it is."""
    terms = [before(now)]
    while len(terms) < _REMEMBERED:
        terms.append(before(terms[-1]))
    ids_then = [groups_in(term).fresh.id for term in terms]
    return Cohort.objects.filter(pk__in=ids_then).exists()


def open_groups(groups: Groups, course_ids: tuple[str, ...]) -> None:
    """Open the cohorts that are missing, give them courses, and begin those whose time has come.

    Args:
        groups: the cohorts.
        course_ids: published courses to choose from.
    """
    for place, group in enumerate(groups.all()):
        if Cohort.objects.filter(pk=group.id).exists():
            continue
        opened_at = group.term.starts_at - timedelta(days=30)
        # Nobody opens a cohort tomorrow.
        opened_at = min(opened_at, clock.now())
        with clock.held(opened_at):
            operations.open_cohort(plan=plan_of(group), cohort_id=group.id, at=opened_at)
            operations.set_cohort_courses(
                cohort_id=group.id,
                course_ids=_some(course_ids, group.courses, first=3 * place),
                at=opened_at,
            )
        if group is not groups.coming:
            operations.activate_cohort(cohort_id=group.id, at=group.term.starts_at)


def close_group(group: Group, *, to: CohortStatus) -> None:
    """Complete a cohort at its end, and archive it a month later if wanted."""
    operations.complete_cohort(cohort_id=group.id, at=group.term.ends_at)
    if to is CohortStatus.ARCHIVED:
        operations.archive_cohort(cohort_id=group.id, at=group.term.ends_at + timedelta(days=30))


def plan_of(group: Group) -> CohortPlan:
    """Return what a cohort lays down."""
    intake = intake_of(group.semester)
    year = group.term.academic_year
    return CohortPlan(
        name=f"S{group.semester} {group.department}, {intake.value.title()} {year}",
        semester=group.semester,
        intake=intake,
        academic_year=year,
        starts_at=group.term.starts_at,
        ends_at=group.term.ends_at,
        settings=CohortSettingsData(
            level="Bachelor",
            department=group.department,
            capacity=30,
            description=f"Students in semester {group.semester}.",
            min_grade_percent=60,
            min_attendance_percent=70,
            courses_required=1,
        ),
    )


def _some(course_ids: tuple[str, ...], number: int, *, first: int) -> tuple[str, ...]:
    turned = course_ids[first % len(course_ids) :] + course_ids[: first % len(course_ids)]
    return turned[:number]
