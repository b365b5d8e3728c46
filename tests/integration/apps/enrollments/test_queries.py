"""What each role may read."""

import pytest

from apps.accounts.data import Role
from apps.courses import operations as courses
from apps.enrollments import operations, queries
from apps.enrollments.data import (
    CohortFilters,
    DecisionFilters,
    EnrollmentFilters,
    GradeFilters,
    SubmissionFilters,
    ValidationOutcome,
)
from apps.enrollments.queries import CohortNotFoundError, EnrollmentNotFoundError
from apps.enrollments.rules.reading import NotForYouError
from yggdrasil.context import ANONYMOUS, Actor
from yggdrasil.mongodb.paging import Window

pytestmark = pytest.mark.usefixtures("homes")

EXERCISE = "e" * 24
WINDOW = Window(size=50)


@pytest.fixture
def school(cohort, course, students, teacher, student, at):
    """Make two students with a course and a cohort each; the teacher has the first one's."""
    python = course()
    other_teachers = course("Algebra")
    courses.set_instructor(
        course_id=other_teachers,
        account_id=student("Olga Oak", role="teacher"),
        at=at,
    )
    pairs = list(zip(students, (python, other_teachers), strict=False))
    cohorts = {one: cohort(members=[one], course_ids=[course_id]) for one, course_id in pairs}
    for student_id, course_id in pairs:
        operations.enroll_student(course_id=course_id, student_id=student_id, at=at)
        submission_id = operations.submit_work(
            student_id=student_id, course_id=course_id, exercise_id=EXERCISE, content="x", at=at
        )
        operations.grade_submission(
            submission_id=submission_id, score_percent=80, is_released=False, at=at
        )
        operations.decide_validation(
            student_id=student_id,
            cohort_id=cohorts[student_id],
            outcome=ValidationOutcome.CONDITIONAL,
            notes="Watch.",
            at=at,
        )
    return cohorts


def actor(account_id, role):
    return Actor(id=account_id, role=role.value)


def whose(query, filters, viewer, ordering, column="student_id"):
    page = query(viewer=viewer, filters=filters, ordering=(ordering,), window=WINDOW)
    return {getattr(row, column) for row in page.results}


LISTS = [
    (queries.list_enrollments, EnrollmentFilters(), "-enrolled_at"),
    (queries.list_submissions, SubmissionFilters(), "-submitted_at"),
    (queries.list_decisions, DecisionFilters(), "-decided_at"),
]


class TestLists:
    @pytest.mark.parametrize(("query", "filters", "ordering"), LISTS)
    @pytest.mark.usefixtures("school")
    def test_show_each_what_is_theirs_to_see(self, students, teacher, query, filters, ordering):
        first, second = students[:2]
        seen = {
            role: whose(query, filters, actor(account_id, role), ordering)
            for role, account_id in {
                Role.STUDENT: second,
                Role.TEACHER: teacher,
                Role.STAFF: teacher,
                Role.ADMIN: teacher,
            }.items()
        }

        assert seen == {
            Role.STUDENT: {second},
            Role.TEACHER: {first},
            Role.STAFF: {first, second},
            Role.ADMIN: {first, second},
        }

    def test_of_cohorts_are_ones_own_too(self, school, students, teacher):
        first, second = students[:2]

        def seen(viewer):
            return whose(queries.list_cohorts, CohortFilters(), viewer, "-starts_at", "id")

        assert seen(actor(second, Role.STUDENT)) == {school[second]}
        assert seen(actor(teacher, Role.TEACHER)) == {school[first]}
        assert seen(actor(teacher, Role.STAFF)) == set(school.values())

    @pytest.mark.usefixtures("school")
    def test_show_students_no_grade_that_is_not_released(self, students, teacher, at):
        def seen(viewer):
            page = queries.list_grades(
                viewer=viewer, filters=GradeFilters(), ordering=("-graded_at",), window=WINDOW
            )
            return [row.id for row in page.results]

        (grade_id,) = seen(actor(teacher, Role.TEACHER))
        assert seen(actor(students[0], Role.STUDENT)) == []

        operations.release_grades(grade_ids=[grade_id], at=at)

        assert seen(actor(students[0], Role.STUDENT)) == [grade_id]

    def test_are_closed_to_strangers(self):
        for query, filters, ordering in LISTS:
            with pytest.raises(NotForYouError):
                whose(query, filters, ANONYMOUS, ordering)

    def test_narrow_to_what_is_asked(self, school, students, teacher):
        viewer = actor(teacher, Role.ADMIN)

        narrowed = whose(
            queries.list_enrollments,
            EnrollmentFilters(student_id=students[0]),
            viewer,
            "-enrolled_at",
        )

        assert narrowed == {students[0]}
        assert whose(
            queries.list_cohorts,
            CohortFilters(student_id=students[1]),
            viewer,
            "-starts_at",
            "id",
        ) == {school[students[1]]}


class TestDetails:
    def test_of_others_do_not_exist_for_a_student(self, school, students):
        first, second = students[:2]
        viewer = actor(first, Role.STUDENT)
        (foreign,) = queries.list_enrollments_of(student_id=second)

        with pytest.raises(EnrollmentNotFoundError):
            queries.get_enrollment(viewer=viewer, enrollment_id=foreign.id)
        with pytest.raises(CohortNotFoundError):
            queries.get_cohort(viewer=viewer, cohort_id=school[second])

    @pytest.mark.usefixtures("school")
    def test_of_a_decision_keep_the_notes_from_the_student(self, students, teacher):
        def notes(viewer):
            page = queries.list_decisions(
                viewer=viewer,
                filters=DecisionFilters(student_id=students[0]),
                ordering=("-decided_at",),
                window=WINDOW,
            )
            return [row.notes for row in page.results]

        assert notes(actor(students[0], Role.STUDENT)) == [""]
        assert notes(actor(teacher, Role.STAFF)) == ["Watch."]


class TestMembers:
    def members(self, viewer, cohort_id):
        page = queries.list_members(
            viewer=viewer, cohort_id=cohort_id, ordering=("joined_at",), window=WINDOW
        )
        return [(row.student_id, row.name) for row in page.results]

    def test_see_each_others_names(self, cohort, students):
        cohort_id = cohort(members=students[:2])

        seen = self.members(actor(students[0], Role.STUDENT), cohort_id)

        assert sorted(seen) == sorted(zip(students[:2], ["Alice Ash", "Bob Birch"], strict=True))

    def test_who_left_sees_the_cohort_but_not_its_members(self, cohort, students, at):
        cohort_id = cohort(members=students[:2])
        operations.remove_members(cohort_id=cohort_id, student_ids=students[:1], at=at)
        former = actor(students[0], Role.STUDENT)

        assert queries.get_cohort(viewer=former, cohort_id=cohort_id).id == cohort_id
        with pytest.raises(CohortNotFoundError):
            self.members(former, cohort_id)

    def test_do_not_see_each_others_figures(self, cohort, students):
        cohort_id = cohort(members=students[:2])

        with pytest.raises(NotForYouError):
            queries.list_semester_progress(
                viewer=actor(students[0], Role.STUDENT),
                cohort_id=cohort_id,
                ordering=("-overall_progress_percent",),
                window=WINDOW,
            )
