"""Joining, leaving and moving: all of the students named, or none."""

from datetime import timedelta

import pytest

from apps.accounts import operations as accounts
from apps.enrollments import operations
from apps.enrollments.data import CohortStatus, LeavingReason
from apps.enrollments.models import Cohort, Membership, SemesterProgress
from apps.enrollments.rules.cohorts import CohortStatusError
from apps.enrollments.rules.membership import (
    CohortIsFullError,
    InvalidStudentsError,
    MembersRefusedError,
)
from yggdrasil.ids import new_id

pytestmark = pytest.mark.usefixtures("homes")


def members_of(cohort_id):
    stays = Membership.objects.filter(cohort_id=cohort_id, is_open=True)
    return sorted(map(str, stays.values_list("student_id", flat=True)))


class TestAddMembers:
    def test_lets_students_join_with_a_record_each(self, cohort, course, students, at):
        python = course()
        cohort_id = cohort(course_ids=[python])

        operations.add_members(cohort_id=cohort_id, student_ids=students[:2], at=at)

        assert members_of(cohort_id) == sorted(students[:2])
        assert Cohort.objects.get(pk=cohort_id).members_count == 2
        record = SemesterProgress.objects.get(cohort_id=cohort_id, student_id=students[0])
        assert record.student_name == "Alice Ash"
        assert [str(standing.course_id) for standing in record.courses] == [python]
        assert record.overall_progress_percent == 30

    def test_takes_nobody_if_one_may_not(self, cohort, students, student, at):
        elsewhere = cohort(members=students[:1])
        cohort_id = cohort()
        clerk, nobody = student("Sam Sage", role="staff"), new_id()

        with pytest.raises(MembersRefusedError) as refusal:
            operations.add_members(
                cohort_id=cohort_id, student_ids=[*students[:2], clerk, nobody], at=at
            )

        assert [(one.field, one.code) for one in refusal.value.errors] == [
            ("student_ids.0", "in_another_cohort"),
            ("student_ids.2", "not_a_student"),
            ("student_ids.3", "not_a_student"),
        ]
        assert elsewhere in refusal.value.errors[0].message
        assert members_of(cohort_id) == []
        assert Cohort.objects.get(pk=cohort_id).members_count == 0

    def test_takes_nobody_if_there_is_not_room_for_all(self, cohort, students, at):
        cohort_id = cohort(capacity=1)

        with pytest.raises(CohortIsFullError):
            operations.add_members(cohort_id=cohort_id, student_ids=students[:2], at=at)

        assert members_of(cohort_id) == []
        assert not SemesterProgress.objects.filter(cohort_id=cohort_id).exists()

    @pytest.mark.parametrize("number", [0, 501])
    def test_takes_1_to_500_at_once(self, cohort, number, at):
        with pytest.raises(InvalidStudentsError):
            operations.add_members(
                cohort_id=cohort(), student_ids=[new_id() for _ in range(number)], at=at
            )

    def test_refuses_a_deactivated_account(self, cohort, students, at):
        accounts.deactivate_account(account_id=students[0], by="", at=at)

        with pytest.raises(MembersRefusedError) as refusal:
            operations.add_members(cohort_id=cohort(), student_ids=students[:1], at=at)

        assert refusal.value.errors[0].code == "account_inactive"

    def test_refuses_a_cohort_that_is_over(self, cohort, students, at):
        cohort_id = cohort()
        operations.complete_cohort(cohort_id=cohort_id, at=at)

        with pytest.raises(CohortStatusError):
            operations.add_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

    def test_ends_a_stay_in_a_cohort_that_is_over(self, cohort, students, at):
        last_year = cohort(members=students[:1])
        operations.complete_cohort(cohort_id=last_year, at=at)

        this_year = cohort(members=students[:1])

        assert members_of(last_year) == []
        assert members_of(this_year) == students[:1]
        ended = Membership.objects.get(cohort_id=last_year)
        assert (ended.reason, ended.left_at) == (LeavingReason.COHORT_ENDED, at)

    def test_takes_up_the_record_of_who_returns(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])
        operations.set_attendance(
            student_id=students[0], cohort_id=cohort_id, marked=10, attended=5, at=at
        )
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        later = at + timedelta(days=1)
        operations.add_members(cohort_id=cohort_id, student_ids=students[:1], at=later)

        record = SemesterProgress.objects.get(cohort_id=cohort_id)
        assert (record.is_running, record.events_total) == (True, 10)
        assert Membership.objects.filter(cohort_id=cohort_id).count() == 2


class TestRemoveMembers:
    def test_keeps_the_history(self, cohort, students, at):
        cohort_id = cohort(members=students[:2])

        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)

        stay = Membership.objects.get(cohort_id=cohort_id, student_id=students[0])
        assert (stay.is_open, stay.left_at, stay.reason) == (False, at, LeavingReason.REMOVED)
        assert Cohort.objects.get(pk=cohort_id).members_count == 1
        assert not SemesterProgress.objects.get(student_id=students[0]).is_running

    def test_removes_nobody_if_one_is_not_a_member(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])

        with pytest.raises(MembersRefusedError) as refusal:
            operations.remove_members(cohort_id=cohort_id, student_ids=students[:2], at=at)

        assert [one.field for one in refusal.value.errors] == ["student_ids.1"]
        assert members_of(cohort_id) == students[:1]


class TestMoveMembers:
    def test_leaves_and_joins_at_one_moment(self, cohort, students, at):
        here, there = cohort(members=students[:2]), cohort()

        operations.move_members(cohort_id=here, to_cohort_id=there, student_ids=students[:2], at=at)

        assert (members_of(here), members_of(there)) == ([], sorted(students[:2]))
        counts = {str(one.pk): one.members_count for one in Cohort.objects.all()}
        assert counts == {here: 0, there: 2}

    def test_closes_the_records_left_behind_and_begins_new_ones(self, cohort, students, at):
        here, there = cohort(members=students[:1]), cohort()

        operations.move_members(cohort_id=here, to_cohort_id=there, student_ids=students[:1], at=at)

        running = dict(SemesterProgress.objects.values_list("cohort_id", "is_running"))
        assert {str(key): is_running for key, is_running in running.items()} == {
            here: False,
            there: True,
        }

    def test_moves_nobody_to_where_they_are(self, cohort, students, at):
        here = cohort(members=students[:1])

        with pytest.raises(MembersRefusedError) as refusal:
            operations.move_members(
                cohort_id=here, to_cohort_id=here, student_ids=students[:1], at=at
            )

        assert [error.code for error in refusal.value.errors] == ["already_a_member"]
        assert members_of(here) == students[:1]

    def test_moves_nobody_into_a_cohort_without_room(self, cohort, students, at):
        here, there = cohort(members=students[:2]), cohort(capacity=1)

        with pytest.raises(CohortIsFullError):
            operations.move_members(
                cohort_id=here, to_cohort_id=there, student_ids=students[:2], at=at
            )

        assert members_of(here) == sorted(students[:2])


class TestArchiveCohort:
    def test_lets_its_members_go(self, cohort, students, at):
        cohort_id = cohort(members=students[:1])
        operations.complete_cohort(cohort_id=cohort_id, at=at)

        operations.archive_cohort(cohort_id=cohort_id, at=at)

        stored = Cohort.objects.get(pk=cohort_id)
        assert (stored.status, stored.members_count) == (CohortStatus.ARCHIVED, 0)
        assert members_of(cohort_id) == []
