"""Staff at the admin's cohorts."""

from datetime import timedelta

import pytest

from apps.accounts.models import Account
from apps.enrollments import operations
from apps.enrollments.models import Cohort, Membership
from apps.enrollments.rules import cohorts as rules
from tests.journeys.enrollments.admin.pages import choose, page, texts
from yggdrasil.ids import to_object_id

pytestmark = pytest.mark.usefixtures("homes")


def form_of(cohort, **changes):
    """Return what the form of a cohort would send."""
    starts, ends = cohort.starts_at, cohort.ends_at
    return {
        "name": cohort.name,
        "semester": cohort.semester,
        "intake": cohort.intake,
        "academic_year": cohort.academic_year,
        "starts_at_0": f"{starts:%Y-%m-%d}",
        "starts_at_1": f"{starts:%H:%M:%S}",
        "ends_at_0": f"{ends:%Y-%m-%d}",
        "ends_at_1": f"{ends:%H:%M:%S}",
        "capacity": cohort.settings.capacity or "",
        "course_ids": [str(key) for key in cohort.course_ids],
        "expected_version": cohort.version,
        **changes,
    }


class TestCohorts:
    def save(self, desk, cohort_id, **changes):
        cohort = Cohort.objects.get(pk=cohort_id)
        return desk.post(page(Cohort, "change", cohort_id), form_of(cohort, **changes), follow=True)

    def test_are_opened_with_courses(self, desk, course, at):
        python = course()
        draft = Cohort(
            name="New",
            semester=1,
            intake="september",
            academic_year="2026-2027",
            starts_at=at,
            ends_at=at + timedelta(days=90),
        )

        answer = desk.post(
            page(Cohort, "add"), form_of(draft, course_ids=[python], capacity=20), follow=True
        )

        assert answer.status_code == 200
        opened = Cohort.objects.get(name="New")
        assert (opened.status, opened.settings.capacity) == ("draft", 20)
        assert [str(key) for key in opened.course_ids] == [python]

    def test_are_not_opened_without_the_courses_they_were_to_have(
        self, desk, course, at, monkeypatch
    ):
        monkeypatch.setattr(rules, "MOST_COURSES", 1)
        draft = Cohort(
            name="New",
            semester=1,
            intake="september",
            academic_year="2026-2027",
            starts_at=at,
            ends_at=at + timedelta(days=90),
        )
        both = [course("Python"), course("Algebra")]

        answer = desk.post(page(Cohort, "add"), form_of(draft, course_ids=both))

        assert answer.status_code == 200
        assert not Cohort.objects.exists()

    def test_are_refused_with_the_reason_at_the_field(self, desk, cohort):
        cohort_id = cohort()

        answer = self.save(desk, cohort_id, semester=2)

        assert "begins in March" in str(answer.context["adminform"].form.errors["intake"])
        assert Cohort.objects.get(pk=cohort_id).semester == 1

    def test_are_renamed_without_losing_anything(self, desk, school):
        before = Cohort.objects.get(pk=school["cohort"])

        self.save(desk, school["cohort"], name="Ashes")

        after = Cohort.objects.get(pk=school["cohort"])
        assert (after.name, after.to_plan().settings) == ("Ashes", before.to_plan().settings)
        assert (after.starts_at, after.course_ids) == (before.starts_at, before.course_ids)

    def test_take_members_by_address_and_let_them_go(self, desk, school, students):
        cleo = Account.objects.get(pk=students[2])

        self.save(desk, school["cohort"], join=cleo.email, leave=[students[1]])

        open_stays = Membership.objects.filter(cohort_id=school["cohort"], is_open=True)
        assert {str(one.student_id) for one in open_stays} == {students[0], students[2]}

    def test_let_members_go_on_to_another(self, desk, school, students, cohort):
        other = cohort(2)

        answer = self.save(desk, school["cohort"], leave=students[:1], move_to=other)

        assert answer.status_code == 200
        assert Membership.objects.get(
            student_id=students[0], is_open=True
        ).cohort_id == to_object_id(other)
        left = Membership.objects.get(student_id=students[0], is_open=False)
        assert (str(left.cohort_id), left.reason) == (school["cohort"], "moved")

    def test_ask_who_goes_on(self, desk, school, cohort):
        answer = self.save(desk, school["cohort"], move_to=cohort(2))

        assert "Tick who moves" in str(answer.context["adminform"].form.errors["move_to"])

    def test_let_nobody_go_on_where_there_is_no_room(self, desk, school, students, cohort):
        full = cohort(2, members=students[2:3], capacity=1)

        answer = self.save(desk, school["cohort"], leave=students[:1], move_to=full)

        assert "1 would join, and 0 of 1 places are left." in str(answer.content)
        assert Cohort.objects.get(pk=school["cohort"]).members_count == 2

    def test_take_nobody_and_say_why(self, desk, school, students, cohort):
        cohort(2, members=students[3:4])

        answer = self.save(desk, school["cohort"], join="\n".join(students[2:4]))

        errors = str(answer.context["adminform"].form.errors["join"])
        assert "1 of 2 students were refused" in errors
        assert "Dan Dogwood is in cohort Semester 2: move instead." in errors
        assert Cohort.objects.get(pk=school["cohort"]).members_count == 2

    def test_do_not_know_an_address_that_is_nobodys(self, desk, school):
        answer = self.save(desk, school["cohort"], join="nobody@yggdrasil.edu")

        assert "Nobody has" in str(answer.context["adminform"].form.errors["join"])

    def test_are_not_changed_on_top_of_somebody_elses_change(self, desk, school, plan, at):
        stale = Cohort.objects.get(pk=school["cohort"])
        operations.change_cohort(cohort_id=school["cohort"], plan=plan(), at=at)

        answer = self.save(desk, school["cohort"], name="Mine", expected_version=stale.version)

        assert "changed by somebody else" in str(answer.content)
        assert Cohort.objects.get(pk=school["cohort"]).name == "Semester 1"

    def test_are_completed_and_archived(self, desk, school):
        cohort = Cohort.objects.get(pk=school["cohort"])

        choose(desk, Cohort, "complete", cohort)
        answer = choose(desk, Cohort, "archive", cohort)

        assert "1 archived." in texts(answer)
        assert Cohort.objects.get(pk=cohort.pk).status == "archived"

    def test_with_a_history_are_not_removed(self, desk, school):
        answer = desk.post(page(Cohort, "delete", school["cohort"]), {"post": "yes"}, follow=True)

        assert any("archive it instead" in text for text in texts(answer))
        assert Cohort.objects.filter(pk=school["cohort"]).exists()
