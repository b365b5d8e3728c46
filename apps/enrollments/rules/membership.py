"""Membership: who may join a cohort, and whether there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.enrollments.data import CohortStatus
from apps.enrollments.rules.cohorts import RUNNING, CohortStatusError
from yggdrasil.errors import ConflictError, FieldError, InvalidError

MOST_STUDENTS = 500


class InvalidStudentsError(InvalidError):
    """Too few or too many students are named at once."""


class CohortIsFullError(ConflictError):
    """More students would join than the cohort has room for."""


class MembersRefusedError(ConflictError):
    """At least one of the students may not join, or leave, so none did."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A student who is to join a cohort, as far as the rule needs to know.

    Attributes:
        student_id: id of the account.
        is_student: whether there is such an account and it is a student's.
        is_active: whether it is open.
        running_cohort_ids: draft or active cohorts the student is in.
    """

    student_id: str
    is_student: bool
    is_active: bool
    running_cohort_ids: frozenset[str] = frozenset()


def check_number(student_ids: Sequence[str]) -> None:
    """Return if so many students may be changed at once.

    Args:
        student_ids: ids of their accounts.

    Raises:
        InvalidStudentsError: if there are none, or more than 500.
    """
    if not 1 <= len(student_ids) <= MOST_STUDENTS:
        raise InvalidStudentsError(
            f"Name 1 to {MOST_STUDENTS} students at once, not {len(student_ids)}."
        )


def check_takes_members(status: CohortStatus) -> None:
    """Return if members may join or be moved into a cohort.

    Args:
        status: where it stands.

    Raises:
        CohortStatusError: if it is over.
    """
    if status not in RUNNING:
        raise CohortStatusError(f"A cohort that is {status.value} takes no members.")


def check_room(*, capacity: int | None, members_count: int, joining: int) -> None:
    """Return if there is room for all who would join.

    Args:
        capacity: most members; None for no bound.
        members_count: members now.
        joining: how many would join.

    Raises:
        CohortIsFullError: telling how many places are left.
    """
    if capacity is not None and members_count + joining > capacity:
        raise CohortIsFullError(
            f"{joining} would join, and {max(capacity - members_count, 0)} of {capacity} places "
            "are left."
        )


def check_capacity(*, capacity: int | None, members_count: int) -> None:
    """Return if a cohort may have this capacity from now on.

    Args:
        capacity: most members; None for no bound.
        members_count: members now.

    Raises:
        CohortIsFullError: if there are more.
    """
    if capacity is not None and members_count > capacity:
        raise CohortIsFullError(f"{members_count} are in the cohort: {capacity} places are few.")


def check_candidates(candidates: Sequence[Candidate], *, cohort_id: str) -> None:
    """Return if every one of the students may join.

    Args:
        candidates: who would join, in the order of the request.
        cohort_id: the cohort.

    Raises:
        MembersRefusedError: with one reason per student who may not; `student_ids.<place>` each.
    """
    refusals = tuple(
        FieldError(field=f"student_ids.{place}", message=reason[1], code=reason[0])
        for place, candidate in enumerate(candidates)
        if (reason := _refusal(candidate, cohort_id=cohort_id, earlier=candidates[:place]))
    )
    raise_refusals(refusals, of=len(candidates))


def raise_refusals(refusals: Sequence[FieldError], *, of: int) -> None:
    """Return if nobody was refused.

    Args:
        refusals: one per student who was.
        of: how many were to be changed.

    Raises:
        MembersRefusedError: if anybody was.
    """
    if refusals:
        refused = f"{len(refusals)} of {of} students were refused, so nothing was changed."
        raise MembersRefusedError(
            refused if of > 1 else "Nothing was changed.", errors=tuple(refusals)
        )


def _refusal(
    candidate: Candidate, *, cohort_id: str, earlier: Sequence[Candidate]
) -> tuple[str, str] | None:
    if not candidate.is_student:
        return "not_a_student", f"{candidate.student_id} is no student's account."
    if not candidate.is_active:
        return "account_inactive", f"The account {candidate.student_id} is deactivated."
    if any(other.student_id == candidate.student_id for other in earlier):
        return "named_twice", f"{candidate.student_id} is named twice."
    if cohort_id in candidate.running_cohort_ids:
        return "already_a_member", f"{candidate.student_id} is a member already."
    if candidate.running_cohort_ids:
        cohorts = ", ".join(sorted(candidate.running_cohort_ids))
        return "in_another_cohort", f"{candidate.student_id} is in cohort {cohorts}: move instead."
    return None
