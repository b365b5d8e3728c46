"""Staff edit outlines, people and materials of courses in the admin."""

import pytest
from django.contrib.admin.models import LogEntry

from apps.courses import operations
from tests.factories import lessons
from yggdrasil import clock, ids

pytestmark = pytest.mark.usefixtures("homes", "at")

COURSES = "/admin/courses/course/"


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def titles(course):
    return [chapter.title for chapter in course.outline]


class TestOutline:
    def test_is_shown_with_forms_for_what_was_chosen(self, office, course_id, course):
        page = f"{COURSES}{course_id}/outline/"
        (section,) = course().outline[0].sections

        assert b"Add a chapter" in office.get(page).content
        chosen = office.get(f"{page}?part={section.id}").content
        assert b"Add content to it" in chosen
        assert b'value="First"' in chosen

    def test_gets_chapters_sections_and_content(self, send, course):
        send("outline", "add_chapter", title="Three")
        three = course().outline[2]
        send("outline", "add_section", part=three, title="Begin", estimated_minutes="20")
        (section,) = course().outline[2].sections
        send("outline", "add_content", part=section, title="Read", kind="text", body="# Hi")
        send(
            "outline", "add_content", part=section, title="See", kind="video", body="https://v.x/1"
        )

        (section,) = course().outline[2].sections
        assert (section.title, section.estimated_minutes) == ("Begin", 20)
        read, see = section.content
        assert (read.text.markdown, see.video.url) == ("# Hi", "https://v.x/1")

    def test_lets_parts_be_described_otherwise(self, send, course):
        chapter = course().outline[0]
        (section,) = chapter.sections
        (content,) = section.content
        send("outline", "change", part=chapter, title="Uno", description="New", is_published="on")
        send("outline", "change", part=section, title="Primo")
        send("outline", "change", part=content, title="", body="Other\r\nwords")

        chapter = course().outline[0]
        (section,) = chapter.sections
        assert (chapter.title, chapter.description, section.title) == ("Uno", "New", "Primo")
        assert (chapter.is_published, section.is_published) == (True, False)
        assert section.content[0].text.markdown == "Other\nwords"

    def test_keeps_what_a_small_form_does_not_show(self, send, course, course_id):
        operations.add_chapter(course_id=course_id, chapter=lessons.full_chapter(), at=clock.now())
        for content in course().outline[2].sections[0].content:
            send("outline", "change", part=content, title="Other", body=body_of(content))

        kept = course().outline[2].sections[0].content
        assert {content.title for content in kept} == {"Other"}
        assert kept[3].exercise.test_cases[1].is_hidden
        assert len(kept[4].quiz.questions) == 3

    def test_lets_parts_be_moved(self, send, course):
        one, two = course().outline
        (section,) = one.sections
        send("outline", "move", part=section, parent_id=two.id, position="1")
        send("outline", "step", part=two, position="1")

        assert titles(course()) == ["Two", "One"]
        assert [part.title for part in course().outline[0].sections] == ["First", "First steps"]

    def test_loses_parts_when_somebody_is_sure(self, send, course):
        chapter = course().outline[0]

        unsure = send("outline", "remove", part=chapter)
        assert titles(course()) == ["One", "Two"]
        assert "is_sure" in unsure.context["forms"][-1].errors

        send("outline", "remove", part=chapter, is_sure="on")
        assert titles(course()) == ["Two"]

    def test_keeps_what_was_typed_when_it_does_not_fit(self, send, course):
        (section,) = course().outline[0].sections

        answer = send("outline", "add_content", part=section, title="See", kind="video", body="x")

        assert answer.status_code == 200
        assert b'value="See"' in answer.content
        assert course().outline[0].sections[0].content == section.content

    def test_is_not_edited_over_the_change_of_another(self, send, course):
        seen = course().version
        send("outline", "add_chapter", title="Three", expected_version=seen)

        answer = send("outline", "add_chapter", title="Four", expected_version=seen)

        assert titles(course()) == ["One", "Two", "Three"]
        assert "changed" in told(answer)[0]
        assert b'value="Four"' in answer.content

    def test_survives_what_no_page_sends(self, send, course):
        for deed in ("", "conquer", "step", "remove", "add_section"):
            assert send("outline", deed, position="-1").status_code == 200

        step = send("outline", "step", part=course().outline[0], position="99")
        assert told(step)
        assert titles(course()) == ["One", "Two"]


class TestPeople:
    def test_are_added_and_removed(self, send, course, people):
        send("people", "add", account_id=people["assistant"], role="assistant")
        assert [person.name for person in course().collaborators] == ["Alan Turing"]

        send("people", "remove", account_id=people["assistant"])
        assert course().collaborators == []

    def test_are_refused_with_a_reason(self, send, course, people):
        twice = send("people", "add", account_id=people["owner"], role="assistant")
        nobody = send("people", "remove", account_id="nobody")

        assert "answers for" in told(twice)[0]
        assert "does not help" in told(nobody)[0]


class TestMaterials:
    def test_are_added_and_removed(self, send, course):
        send("materials", "add", name="Sheet", kind="link", url="https://x.example/")
        (material,) = course().materials
        assert (material.name, material.size_bytes) == ("Sheet", None)

        send("materials", "remove", material_id=str(material.id))
        assert course().materials == []

    def test_tell_in_the_form_what_does_not_fit(self, send):
        answer = send("materials", "add", name="Sheet", kind="link", url="javascript:alert(1)")

        assert "url" in answer.context["forms"][0].errors


class TestEveryDesk:
    @pytest.mark.parametrize("desk", ["outline", "people", "materials"])
    def test_is_for_staff_and_for_courses_that_are_there(self, office, client, course_id, desk):
        assert client.get(f"{COURSES}{course_id}/{desk}/").status_code == 302
        assert office.get(f"{COURSES}{course_id}/{desk}/").status_code == 200
        assert office.get(f"{COURSES}{ids.new_id()}/{desk}/")["Location"] == COURSES

    def test_notes_in_the_history_what_was_done(self, send, course_id):
        send("outline", "add_chapter", title="Three")

        assert LogEntry.objects.get(object_id=course_id).get_change_message() == "Chapter added."


def body_of(content):
    held = content.video or content.file
    return content.text.markdown if content.text else held.url if held else ""
