"""Who may read what: a student the own records, a teacher those of own courses, staff all.

Fellow members of a cohort see each other's names, and nothing to judge or reach anybody by.
"""

from collections.abc import Collection
from dataclasses import dataclass

from apps.accounts.data import Role, is_office
from yggdrasil.context import Actor
from yggdrasil.errors import ForbiddenError


class NotForYouError(ForbiddenError):
    """This list is closed to this actor."""


class NotYourCourseError(ForbiddenError):
    """Teachers decide in courses that they teach or help with."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The part of all records that somebody may read.

    Attributes:
        is_everything: whether it is all of them.
        student_id: records of this student; empty for nobody.
        course_ids: records of these courses, and of cohorts that have one of them.
    """

    is_everything: bool = False
    student_id: str = ""
    course_ids: frozenset[str] = frozenset()

    def includes(self, *, student_id: str, course_ids: Collection[str]) -> bool:
        """Return whether a record is within the scope.

        Args:
            student_id: whose record it is.
            course_ids: its course, or those of its cohort.

        Returns:
            True if it may be read.
        """
        is_own = bool(self.student_id) and self.student_id == student_id
        return self.is_everything or is_own or not self.course_ids.isdisjoint(course_ids)


def needs_courses(actor: Actor) -> bool:
    """Return whether the scope of an actor depends on the courses he or she teaches."""
    return actor.role == Role.TEACHER


def scope_of(actor: Actor, *, taught_course_ids: Collection[str] = ()) -> Scope:
    """Return what an actor may read.

    Args:
        actor: who asks.
        taught_course_ids: courses of a teacher; of no other.

    Returns:
        The scope.

    Raises:
        NotForYouError: if it is nobody whom the school knows.
    """
    if is_office(actor):
        return Scope(is_everything=True)
    if actor.role == Role.TEACHER:
        return Scope(course_ids=frozenset(taught_course_ids))
    if actor.role == Role.STUDENT and actor.id:
        return Scope(student_id=actor.id)
    raise NotForYouError("Sign in to read the school's records.")


def sees_notes(actor: Actor) -> bool:
    """Return whether an actor sees what was noted for staff beside a decision."""
    return is_office(actor)


def check_reads_figures_of_others(actor: Actor) -> None:
    """Return if an actor may see how other people's students do.

    Args:
        actor: who asks.

    Raises:
        NotForYouError: for students and strangers.
    """
    if not is_office(actor) and actor.role != Role.TEACHER:
        raise NotForYouError("Only teachers and staff see the figures of a cohort.")
