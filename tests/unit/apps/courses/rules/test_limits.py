"""What an outline may hold."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from apps.courses.data import ContentKind, TextData
from apps.courses.rules import identity, limits
from apps.courses.rules.limits import (
    DuplicatePartError,
    InvalidPartError,
    OutlineTooLargeError,
    check_outline,
    check_part,
)
from tests.factories import lessons


def fields_of(part):
    with pytest.raises(InvalidPartError) as caught:
        check_part(part)
    return {error.field for error in caught.value.errors}


class TestCheckPart:
    def test_takes_content_of_every_kind(self):
        check_part(identity.identified_chapter(lessons.full_chapter()))

    @pytest.mark.parametrize(
        ("content", "field"),
        [
            (replace(lessons.text(), kind=ContentKind.VIDEO), "kind"),
            (replace(lessons.text(), text=None), "kind"),
            (replace(lessons.text(), video=lessons.video().video), "kind"),
            (lessons.text(title="t" * 101), "title"),
            (lessons.text(markdown="nul \0 inside"), "text.markdown"),
            (lessons.text(markdown="half \ud800 character"), "text.markdown"),
            (lessons.text(html="x" * 200_001), "text.html"),
            (lessons.video("javascript:alert(1)"), "video.url"),
            (lessons.video("data:text/html,x"), "video.url"),
            (lessons.video("https://"), "video.url"),
            (lessons.video("https://[broken"), "video.url"),
            (lessons.video(""), "video.url"),
            (lessons.file("file:///etc/passwd"), "file.url"),
            (lessons.exercise(title=" "), "exercise.title"),
            (lessons.exercise(max_attempts=0), "exercise.max_attempts"),
            (lessons.exercise(hints=("h",) * 21), "exercise.hints"),
            (lessons.quiz(lessons.question(text="")), "quiz.questions.0.text"),
            (lessons.quiz(lessons.question(points=0)), "quiz.questions.0.points"),
            (lessons.quiz(lessons.question(answer=None)), "quiz.questions.0.answer"),
        ],
    )
    def test_names_the_field_that_does_not_fit(self, content, field):
        assert field in fields_of(content)

    def test_names_fields_by_their_path(self):
        bad = lessons.chapter("c", lessons.section("s", lessons.text(), lessons.video("ftp://x/")))

        assert fields_of(bad) == {"sections.0.content.1.video.url"}

    def test_tells_at_most_fifty_faults(self):
        bad = lessons.chapter("", *[lessons.section("") for _ in range(90)])

        assert len(fields_of(bad)) == 50

    @given(title=st.text(max_size=120))
    def test_never_fails_on_any_title_but_with_its_own_error(self, title):
        with suppress(InvalidPartError):
            check_part(lessons.chapter(title))


class TestCheckOutline:
    def test_refuses_too_many_chapters(self):
        chapter = lessons.chapter("c")

        with pytest.raises(OutlineTooLargeError, match="101 chapters"):
            check_outline((chapter,) * 101)

    def test_refuses_too_many_parts(self):
        section = lessons.section("s", *[lessons.text()] * 99)
        chapters = tuple(lessons.chapter("c", section) for _ in range(50))

        with pytest.raises(OutlineTooLargeError, match="parts in a course"):
            check_outline(chapters)

    def test_refuses_more_bytes_than_a_document_should_have(self):
        long = replace(lessons.text(), text=TextData(markdown="é" * 100_000))
        sections = (lessons.section("s", *[long] * 50),)
        outline = (identity.identified_chapter(lessons.chapter("c", *sections)),)

        with pytest.raises(OutlineTooLargeError, match="bytes"):
            check_outline(outline)

    def test_refuses_one_id_for_two_parts(self):
        chapter = identity.identified_chapter(lessons.chapter("c"))

        with pytest.raises(DuplicatePartError, match=chapter.id):
            check_outline((chapter, replace(chapter, sections=())))

    def test_takes_nothing(self):
        check_outline(())

    def test_leaves_room_in_the_document(self):
        assert 2 * limits.MOST_BYTES <= 16 * 1024 * 1024
