"""Staff look after courses in the admin."""

import pytest

from apps.courses.models import Course, CourseReader

pytestmark = pytest.mark.usefixtures("homes", "at")

COURSES = "/admin/courses/course/"
AFTER = "prerequisite_ids"


@pytest.fixture
def office(admin_as):
    return admin_as("staff")


def form(people, **changes):
    return {
        "title": "Made by hand",
        "description": "In the admin.",
        "category": "Programming",
        "level": "beginner",
        "code": "",
        "tags": "one\ntwo",
        "prerequisites": "Curiosity, mostly",
        "thumbnail": "",
        "estimated_minutes": "30",
        "instructor_id": people["owner"],
        "is_public": "on",
        "capacity": "25",
        "starts_at_0": "",
        "starts_at_1": "",
        "ends_at_0": "",
        "ends_at_1": "",
        "allows_discussions": "on",
        **changes,
    }


class TestCourses:
    def test_are_listed_searched_and_shown_with_their_desks(self, office, catalogue):
        assert office.get(COURSES).content.count(b"Grace Hopper") == 3
        assert b"Closed" not in office.get(f"{COURSES}?q=public").content
        assert office.get(f"{COURSES}?status__exact=draft").status_code == 200

        page = office.get(f"{COURSES}{catalogue['Draft']}/change/").content.decode()
        assert f"{COURSES}{catalogue['Draft']}/outline/" in page

    def test_come_after_courses_that_are_chosen_by_name(self, office, people, catalogue):
        first, gone = catalogue["Public"], "f" * 24
        Course.objects.filter(pk=catalogue["Draft"]).update(prerequisite_ids=[gone])
        address = f"{COURSES}{catalogue['Draft']}/change/"
        offered = dict(office.get(address).context["adminform"].form.fields[AFTER].choices)

        office.post(address, form(people, prerequisite_ids=[first, gone]))

        assert (offered[first], offered[gone]) == ("Public", gone)
        assert catalogue["Draft"] not in offered
        kept = Course.objects.get(pk=catalogue["Draft"]).prerequisite_ids
        assert list(map(str, kept)) == [first, gone]

    def test_are_taught_by_nobody_who_was_not_chosen(self, office, people):
        answer = office.post(f"{COURSES}add/", form(people, instructor_id=""))

        offered = answer.context["adminform"].form
        assert offered.fields["instructor_id"].choices[0][0] == ""
        assert "instructor_id" in offered.errors
        assert not Course.objects.exists()

    def test_are_made_and_changed_through_operations(self, office, people):
        office.post(f"{COURSES}add/", form(people))
        course = Course.objects.get()
        assert (course.slug, course.tags, course.prerequisites) == (
            "made-by-hand",
            ["one", "two"],
            ["Curiosity, mostly"],
        )
        assert (course.settings.capacity, course.settings.allows_late_submissions) == (25, False)

        changed = form(
            people,
            capacity="",
            instructor_id=people["assistant"],
            expected_version=course.version,
        )
        office.post(f"{COURSES}{course.pk}/change/", changed)

        course = Course.objects.get()
        assert course.settings.capacity is None
        assert course.instructor.name == "Alan Turing"

    def test_tell_what_does_not_fit_with_all_that_was_typed(self, office, people):
        answer = office.post(f"{COURSES}add/", form(people, code="no spaces", title="Kept"))

        assert answer.status_code == 200
        assert b"Kept" in answer.content
        assert not Course.objects.exists()

    def test_refuse_a_form_that_was_opened_before_another_change(self, office, people):
        office.post(f"{COURSES}add/", form(people))
        course = Course.objects.get()
        address = f"{COURSES}{course.pk}/change/"
        stale = form(people, expected_version=course.version)
        office.post(address, {**stale, "title": "First"})

        answer = office.post(address, {**stale, "title": "Second"})

        assert b"changed by somebody else" in answer.content
        assert Course.objects.get().title == "First"

    @pytest.mark.parametrize(
        ("action", "status"), [("unpublish", "draft"), ("archive", "archived")]
    )
    def test_are_moved_by_actions(self, office, catalogue, action, status):
        chosen = [catalogue["Public"], catalogue["Closed"]]
        answer = office.post(COURSES, {"action": action, "_selected_action": chosen}, follow=True)

        assert f"2 {action}".encode() in answer.content
        assert {c.status for c in Course.objects.filter(pk__in=chosen)} == {status}

    def test_tell_which_action_was_refused(self, office, catalogue):
        answer = office.post(
            COURSES,
            {"action": "publish", "_selected_action": list(catalogue.values())},
            follow=True,
        )

        assert b"only a draft one can be published" in answer.content
        assert Course.objects.get(pk=catalogue["Draft"]).status == "published"

    def test_are_deleted_one_by_one_and_only_when_not_published(self, office, catalogue):
        assert b"delete_selected" not in office.get(COURSES).content
        for title, is_gone in (("Draft", True), ("Public", False)):
            address = f"{COURSES}{catalogue[title]}/delete/"
            office.post(address, {"post": "yes"})
            assert Course.objects.filter(pk=catalogue[title]).exists() is not is_gone


class TestReaders:
    def test_are_looked_at_only(self, office, catalogue):
        address = "/admin/courses/coursereader/"

        assert "Ada Lovelace" in office.get(address).content.decode()
        found = office.get(f"{address}?q={catalogue['Closed']}")
        assert "Ada Lovelace" in found.content.decode()
        assert "Ada Lovelace" not in office.get(f"{address}?q=nonsense").content.decode()
        assert office.get(f"{address}add/").status_code == 403
        reason = CourseReader.objects.get()
        assert office.get(f"{address}{reason.pk}/change/").status_code == 200
