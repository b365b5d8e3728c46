"""Editing outlines where they are kept."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connections

from apps.courses import operations, queries
from apps.courses.data import AnswerData, PartDetails
from apps.courses.models import (
    Course,
    ExerciseContent,
    FileContent,
    QuizContent,
    TextContent,
    VideoContent,
)
from apps.courses.rules.access import NotCourseEditorError
from apps.courses.rules.limits import InvalidPartError, OutlineTooLargeError
from apps.courses.rules.outline import PartNotFoundError
from tests.factories import lessons
from yggdrasil.context import SYSTEM, Actor, acting_as
from yggdrasil.events.recorder import MemoryRecorder, recording_to
from yggdrasil.mongodb.aggregate import VersionConflictError

pytestmark = pytest.mark.usefixtures("homes", "at")


def outline_of(course_id):
    return queries.find_outline(course_id=course_id).chapters


class TestKeeping:
    def test_gives_back_content_of_every_kind_as_it_was(self, make_course):
        course_id = make_course("Full", lessons.full_chapter())

        stored = Course.objects.get(pk=course_id).chapters[0].sections[0].content
        assert [type(content) for content in stored] == [
            TextContent,
            VideoContent,
            FileContent,
            ExerciseContent,
            QuizContent,
        ]
        (kept,) = outline_of(course_id)
        assert _without_ids(kept) == _without_ids(lessons.full_chapter())

    def test_keeps_a_legacy_answer_as_it_was(self, make_course):
        values = [2, "two", True, 2.5, None, ("a", 1)]
        questions = [
            lessons.question(answer=AnswerData(choices=(2,), legacy_value=value))
            for value in values
        ]
        course_id = make_course(
            "Old", lessons.chapter("c", lessons.section("s", lessons.quiz(*questions)))
        )

        raw = connections["course"].get_collection("courses").find_one()
        stored = raw["chapters"][0]["sections"][0]["content"][0]["quiz"]["questions"]
        assert [each["answer"]["legacy_value"] for each in stored] == [*values[:-1], ["a", 1]]
        kept = outline_of(course_id)[0].sections[0].content[0].quiz.questions
        assert [each.answer.legacy_value for each in kept] == values

    def test_counts_what_learners_can_complete(self, make_course):
        course_id = make_course("Full", lessons.full_chapter())

        size = queries.find_course(course_id=course_id).outline_size
        assert (size.chapters, size.sections, size.contents) == (1, 2, 6)
        assert (size.exercises, size.quizzes) == (1, 1)


class TestEdits:
    def test_add_change_move_and_remove(self, make_course, at):
        course_id = make_course("Full", lessons.chapter("a"), lessons.chapter("b"))
        a, b = outline_of(course_id)

        section_id = operations.add_section(
            course_id=course_id, chapter_id=b.id, section=lessons.section("new"), at=at, position=1
        )
        content_id = operations.add_content(
            course_id=course_id, section_id=section_id, content=lessons.quiz(), at=at
        )
        operations.change_content(
            course_id=course_id, content=replace(lessons.video(), id=content_id), at=at
        )
        operations.move_section(course_id=course_id, section_id=section_id, chapter_id=a.id, at=at)
        operations.move_chapter(course_id=course_id, chapter_id=b.id, position=1, at=at)
        operations.change_chapter(
            course_id=course_id, chapter_id=b.id, details=PartDetails(title="B"), at=at
        )
        operations.remove_section(course_id=course_id, section_id=a.sections[0].id, at=at)

        first, second = outline_of(course_id)
        assert (first.id, first.title, first.is_published) == (b.id, "B", False)
        assert [section.id for section in second.sections] == [section_id]
        assert second.sections[0].content[1].video is not None
        assert second.sections[0].content[1].id == content_id

    def test_move_and_remove_content_and_chapters(self, make_course, at):
        course_id = make_course("Full", lessons.full_chapter(), lessons.chapter("b"))
        full, other = outline_of(course_id)
        quiz = full.sections[0].content[4]

        operations.move_content(
            course_id=course_id,
            content_id=quiz.id,
            section_id=other.sections[0].id,
            position=1,
            at=at,
        )
        operations.change_section(
            course_id=course_id,
            section_id=other.sections[0].id,
            details=PartDetails(title="Tests", is_published=True),
            at=at,
        )
        operations.remove_content(
            course_id=course_id, content_id=other.sections[0].content[0].id, at=at
        )
        operations.remove_chapter(course_id=course_id, chapter_id=full.id, at=at)

        (left,) = outline_of(course_id)
        assert left.order == 1
        assert left.sections[0].title == "Tests"
        assert left.sections[0].content == (replace(quiz, order=1),)

    def test_tell_what_was_edited(self, make_course, at):
        course_id = make_course()
        with recording_to(MemoryRecorder()) as recorder:
            chapter_id = operations.add_chapter(
                course_id=course_id, chapter=lessons.full_chapter(), at=at
            )

        (fact,) = recorder.facts
        assert fact.name == "courses.outline.changed.v1"
        assert fact.payload["part_id"] == chapter_id
        assert (fact.payload["change"], fact.payload["part"]) == ("added", "chapter")
        assert fact.payload["contents"] == 6

    def test_refuse_a_part_that_is_not_there(self, make_course, at):
        with pytest.raises(PartNotFoundError):
            operations.remove_content(course_id=make_course(), content_id="f" * 24, at=at)

    def test_refuse_hostile_content_and_keep_nothing_of_it(self, make_course, at):
        course_id = make_course()

        with pytest.raises(InvalidPartError):
            operations.add_chapter(
                course_id=course_id,
                chapter=lessons.chapter(
                    "c", lessons.section("s", lessons.video("javascript:alert(1)"))
                ),
                at=at,
            )

        assert outline_of(course_id) == ()

    def test_refuse_an_outline_that_would_outgrow_its_document(self, make_course, at):
        long = lessons.text(markdown="x" * 200_000)
        chapter = lessons.chapter("c", lessons.section("s", *[long] * 15))
        course_id = make_course("Long", chapter, chapter)

        with pytest.raises(OutlineTooLargeError):
            operations.add_chapter(course_id=course_id, chapter=chapter, at=at)

        assert len(outline_of(course_id)) == 2

    def test_are_for_those_who_teach_the_course(self, make_course, person, at):
        course_id = make_course()

        other = Actor(id=person("Alan", role="teacher"), role="teacher")

        with acting_as(other), pytest.raises(NotCourseEditorError):
            operations.add_chapter(course_id=course_id, chapter=lessons.chapter(), at=at)


class TestTwoEditors:
    def test_are_told_apart_by_the_version_they_saw(self, make_course, at):
        course_id = make_course("Full", lessons.chapter("a"))
        seen = queries.find_outline(course_id=course_id).version
        operations.add_chapter(
            course_id=course_id, chapter=lessons.chapter("b"), at=at, expected_version=seen
        )

        with pytest.raises(VersionConflictError):
            operations.add_chapter(
                course_id=course_id, chapter=lessons.chapter("c"), at=at, expected_version=seen
            )

        assert [chapter.title for chapter in outline_of(course_id)] == ["a", "b"]

    def test_at_the_same_time_both_keep_their_chapters(self, make_course, at):
        course_id = make_course()
        both, errors = Barrier(2), []

        def edit(title):
            try:
                with acting_as(SYSTEM):
                    both.wait()
                    for number in range(5):
                        operations.add_chapter(
                            course_id=course_id, chapter=lessons.chapter(f"{title}{number}"), at=at
                        )
            except Exception as error:  # noqa: BLE001 - told in the main thread
                errors.append(error)
            finally:
                connections.close_all()

        editors = [Thread(target=edit, args=(title,)) for title in "ab"]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()

        assert not errors
        chapters = outline_of(course_id)
        assert sorted(chapter.title for chapter in chapters) == sorted(
            f"{title}{number}" for title in "ab" for number in range(5)
        )
        assert [chapter.order for chapter in chapters] == list(range(1, 11))


def _without_ids(part):
    """Return a part as it would be without ids and places."""
    if isinstance(part, tuple):
        return tuple(_without_ids(each) for each in part)
    if not hasattr(part, "__dataclass_fields__"):
        return part
    changed = {
        name: _without_ids(getattr(part, name))
        for name in part.__dataclass_fields__
        if name not in {"id", "order"}
    }
    blank = {name: default for name, default in (("id", ""), ("order", 0)) if hasattr(part, name)}
    return replace(part, **changed, **blank)
