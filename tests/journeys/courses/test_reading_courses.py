"""Everybody reads what they may, and nobody the answers."""

import pytest
from django.test import Client

from apps.courses import operations
from apps.courses.models import Collaborator, Course, Instructor
from tests.factories import lessons
from yggdrasil import clock

pytestmark = pytest.mark.usefixtures("homes", "at")

PUBLIC, CLOSED, ALL = {"Public"}, {"Public", "Closed"}, {"Public", "Closed", "Draft"}
SEES = {
    "owner": ALL,
    "assistant": ALL,
    "other teacher": PUBLIC,
    "reader": CLOSED,
    "student": PUBLIC,
    "staff": ALL,
    "admin": ALL,
}
EDITORS = {"owner", "assistant", "staff", "admin"}
PAGES = ("", "chapters/", "materials/", "publication/")


def titles(answer):
    assert answer.status_code == 200, answer.content
    return {course["title"] for course in answer.json()["results"]}


@pytest.mark.parametrize("who", SEES)
class TestCatalogue:
    def test_shows_what_each_may_read(self, who, visit, catalogue):
        client = visit(who)

        assert titles(client.get("/api/v1/courses/")) == SEES[who]
        for title, course_id in catalogue.items():
            for page in PAGES:
                answer = client.get(f"/api/v1/courses/{course_id}/{page}")
                assert answer.status_code == (200 if title in SEES[who] else 404), (title, page)

    def test_shows_the_whole_outline_to_editors_only(self, who, visit, catalogue):
        answer = visit(who).get(f"/api/v1/courses/{catalogue['Public']}/outline/")

        assert answer.status_code == (200 if who in EDITORS else 403)
        assert (lessons.SECRET in answer.content.decode()) == (who in EDITORS)

    def test_never_leaks_a_solution_elsewhere(self, who, visit, catalogue):
        client = visit(who)
        for course_id in catalogue.values():
            chapters = client.get(f"/api/v1/courses/{course_id}/chapters/")
            parts = chapters.json().get("results", [])
            addresses = [*PAGES, *(f"chapters/{part['id']}/" for part in parts)]
            for address in addresses:
                text = client.get(f"/api/v1/courses/{course_id}/{address}").content.decode()
                assert lessons.SECRET not in text
                for word in ("solution", "explanation", "legacy_value", '"answer"'):
                    assert word not in text, address


class TestAnonymous:
    def test_reads_public_courses_only(self, catalogue):
        client = Client()

        assert titles(client.get("/api/v1/courses/")) == PUBLIC
        assert client.get("/api/v1/courses/public/").json()["title"] == "Public"
        for title in ("Closed", "Draft"):
            assert client.get(f"/api/v1/courses/{catalogue[title]}/").status_code == 404
        assert client.get(f"/api/v1/courses/{catalogue['Public']}/outline/").status_code == 401

    def test_is_not_told_how_to_write_to_people(self, catalogue, people, visit):
        Course.objects.filter(pk=catalogue["Public"]).update(
            instructor=Instructor(account_id=people["owner"], name="Grace", email="grace@x.edu"),
            collaborators=[
                Collaborator(account_id=people["assistant"], name="Alan", email="alan@x.edu")
            ],
        )

        for address in ("/api/v1/courses/", "/api/v1/courses/public/"):
            assert "@x.edu" not in Client().get(address).content.decode()
            assert "grace@x.edu" in visit("student").get(address).content.decode()

    def test_reads_a_chapter_with_all_kinds_of_content(self, catalogue):
        base = f"/api/v1/courses/{catalogue['Public']}/chapters/"
        (chapter,) = Client().get(base).json()["results"]

        same = Client().get(f"{base}{chapter['id']}/").json()

        assert same == chapter
        content = chapter["sections"][0]["content"]
        assert [part["kind"] for part in content] == ["text", "video", "file", "exercise", "quiz"]
        for part in content:
            present = [kind for kind in ("text", "video", "file", "exercise", "quiz") if part[kind]]
            assert present == [part["kind"]]

    def test_is_answered_not_modified_until_something_changes(self, catalogue):
        address = f"/api/v1/courses/{catalogue['Public']}/chapters/"
        first = Client().get(address)
        asked = {"If-None-Match": first.headers["ETag"]}
        assert Client().get(address, headers=asked).status_code == 304

        operations.add_chapter(
            course_id=catalogue["Public"], chapter=lessons.chapter("More"), at=clock.now()
        )

        assert Client().get(address, headers=asked).status_code == 200

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("level=expert", "level"),
            ("status=hidden", "status"),
            ("tags=x", "tags"),
            ("ordering=instructor", "ordering"),
            ("page_size=1000", "page_size"),
            ("search=", "search"),
            ("search=%00", "search"),
        ],
    )
    def test_is_told_what_is_wrong_with_a_question(self, query, field):
        answer = Client().get(f"/api/v1/courses/?{query}")

        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    def test_is_told_that_an_instructor_s_id_is_none(self):
        assert Client().get("/api/v1/courses/?instructor_id=x").status_code == 400

    def test_searches_filters_and_pages(self, catalogue, people):
        client = Client()
        found = client.get(
            "/api/v1/courses/",
            {
                "search": "public",
                "category": "Programming",
                "level": "beginner",
                "tag": "python",
                "instructor_id": people["owner"],
                "page_size": 1,
            },
        )

        assert titles(found) == PUBLIC
        assert found.json()["next"] is None


class TestLife:
    def test_of_a_course_as_a_student_sees_it(self, catalogue, visit):
        student, course_id = visit("student"), catalogue["Draft"]
        address = f"/api/v1/courses/{course_id}/"
        assert student.get(address).status_code == 404

        operations.publish_course(course_id=course_id, at=clock.now())
        assert student.get(address).json()["status"] == "published"

        operations.archive_course(course_id=course_id, at=clock.now())
        assert student.get(address).status_code == 404

    def test_of_a_grant(self, catalogue, people, visit):
        address = f"/api/v1/courses/{catalogue['Closed']}/"
        assert visit("reader").get(address).status_code == 200

        operations.revoke_reading(course_id=catalogue["Closed"], account_id=people["reader"])

        assert visit("reader").get(address).status_code == 404

    def test_of_what_keeps_a_draft_from_being_published(self, catalogue, visit):
        course_id = catalogue["Draft"]
        owner, address = visit("owner"), f"/api/v1/courses/{course_id}/publication/"
        assert owner.get(address).json()["obstacles"] == []

        (chapter,) = owner.get(f"/api/v1/courses/{course_id}/outline/").json()["chapters"]
        operations.remove_chapter(course_id=course_id, chapter_id=chapter["id"], at=clock.now())

        assert "No chapter is published." in owner.get(address).json()["obstacles"]
