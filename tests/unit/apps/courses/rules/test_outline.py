"""Edits of an outline: whatever is done, it stays an outline."""

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from apps.courses.data import ChapterData, ContentData, PartDetails, SectionData
from apps.courses.rules import identity, outline as outlines
from apps.courses.rules.outline import InvalidPositionError, PartNotFoundError
from tests.factories import lessons

KINDS = {ChapterData: "", SectionData: ChapterData, ContentData: SectionData}
PLACES = st.integers(min_value=1, max_value=6)


def outline_of(*titles):
    outline = ()
    for title in titles:
        outline = outlines.add(outline, identity.identified_chapter(lessons.chapter(title)))
    return outline


def titles(parts):
    return [part.title for part in parts]


class TestAdd:
    def test_puts_a_part_at_the_end_unless_told_otherwise(self):
        assert titles(outline_of("a", "b")) == ["a", "b"]

    def test_makes_room_at_the_place_asked_for(self):
        outline = outlines.add(outline_of("a", "b"), ChapterData(id="x", title="x"), position=2)

        assert titles(outline) == ["a", "x", "b"]
        assert [part.order for part in outline] == [1, 2, 3]

    @pytest.mark.parametrize("position", [0, -1, 4, 10**9])
    def test_refuses_a_place_that_is_not_there(self, position):
        with pytest.raises(InvalidPositionError, match="choose 1 to 3"):
            outlines.add(outline_of("a", "b"), ChapterData(id="x"), position=position)

    def test_refuses_a_section_without_its_chapter(self):
        with pytest.raises(PartNotFoundError, match="no chapter"):
            outlines.add(outline_of("a"), lessons.section(), parent_id="f" * 24)

    def test_refuses_content_in_a_chapter(self):
        outline = outline_of("a")

        with pytest.raises(PartNotFoundError, match="no section"):
            outlines.add(outline, lessons.text(), parent_id=outline[0].id)


class TestMove:
    @given(start=st.integers(0, 4), position=st.integers(1, 5))
    def test_leaves_the_others_in_their_order(self, start, position):
        outline = outline_of(*"abcde")
        moved = outlines.move(outline, outline[start].id, ChapterData, position=position)

        others = [title for title in "abcde" if title != "abcde"[start]]
        assert titles(moved)[position - 1] == "abcde"[start]
        assert [title for title in titles(moved) if title != "abcde"[start]] == others

    def test_takes_a_section_to_another_chapter_with_all_that_is_in_it(self):
        outline = outline_of("a", "b")
        section = outline[0].sections[0]

        moved = outlines.move(outline, section.id, SectionData, parent_id=outline[1].id, position=1)

        assert moved[0].sections == ()
        assert moved[1].sections[0].content == section.content
        assert [part.order for part in moved[1].sections] == [1, 2]

    def test_keeps_everything_when_the_target_is_not_there(self):
        outline = outline_of("a")

        with pytest.raises(PartNotFoundError):
            outlines.move(outline, outline[0].sections[0].id, SectionData, parent_id="f" * 24)


class TestChange:
    def test_keeps_id_and_place_whatever_the_new_words_say(self):
        outline = outline_of("a", "b")
        content = outline[1].sections[0].content[0]

        changed = outlines.change(
            outline,
            content.id,
            ContentData,
            lambda _: identity.identified_content(lessons.quiz()),
        )

        new = changed[1].sections[0].content[0]
        assert (new.id, new.order, new.kind) == (content.id, content.order, "quiz")

    def test_leaves_what_is_in_a_chapter(self):
        outline = outline_of("a")
        details = PartDetails(title="new", description="words", is_published=False)

        changed = outlines.change(
            outline, outline[0].id, ChapterData, lambda old: outlines.described(old, details)
        )

        assert changed[0].title == "new"
        assert changed[0].sections == outline[0].sections


class OutlineMachine(RuleBasedStateMachine):
    """Any sequence of edits by any number of careless editors."""

    def __init__(self):
        super().__init__()
        self.outline = ()
        self.expected = set()

    def parts(self, kind):
        return [part for part in outlines.walk(self.outline) if isinstance(part, kind)]

    def insert(self, part, parent_id, position):
        self.outline = outlines.add(self.outline, part, parent_id=parent_id, position=position)
        self.expected |= _ids(part)

    @rule(title=st.text(max_size=5))
    def add_a_chapter(self, title):
        self.insert(identity.identified_chapter(lessons.chapter(title)), "", None)

    @precondition(lambda self: self.parts(ChapterData))
    @rule(data=st.data())
    def add_a_section(self, data):
        parent = data.draw(st.sampled_from(self.parts(ChapterData)))
        position = data.draw(st.integers(1, len(parent.sections) + 1))
        self.insert(identity.identified_section(lessons.section()), parent.id, position)

    @precondition(lambda self: self.parts(SectionData))
    @rule(data=st.data())
    def add_content(self, data):
        parent = data.draw(st.sampled_from(self.parts(SectionData)))
        self.insert(identity.identified_content(lessons.text()), parent.id, None)

    @precondition(lambda self: self.outline)
    @rule(data=st.data(), position=PLACES)
    def move_something(self, data, position):
        part = data.draw(st.sampled_from(list(outlines.walk(self.outline))))
        holder = KINDS[type(part)]
        parent_id = data.draw(st.sampled_from(self.parts(holder))).id if holder else ""
        before = self.outline
        try:
            self.outline = outlines.move(
                self.outline, part.id, type(part), parent_id=parent_id, position=position
            )
        except InvalidPositionError:
            assert self.outline is before

    @precondition(lambda self: self.outline)
    @rule(data=st.data())
    def remove_something(self, data):
        part = data.draw(st.sampled_from(list(outlines.walk(self.outline))))
        self.outline = outlines.remove(self.outline, part.id, type(part))
        self.expected -= _ids(part)

    @invariant()
    def siblings_are_numbered_without_gaps(self):
        for siblings in _families(self.outline):
            assert [part.order for part in siblings] == list(range(1, len(siblings) + 1))

    @invariant()
    def no_part_is_lost_or_doubled(self):
        ids = [part.id for part in outlines.walk(self.outline)]
        assert len(ids) == len(set(ids))
        assert set(ids) == self.expected


def _ids(part):
    whole = {
        ChapterData: lambda: (part,),
        SectionData: lambda: (ChapterData(id="", sections=(part,)),),
        ContentData: lambda: (ChapterData(id="", sections=(SectionData(id="", content=(part,)),)),),
    }[type(part)]()
    return {each.id for each in outlines.walk(whole)} - {""}


def _families(outline):
    yield outline
    for chapter in outline:
        yield chapter.sections
        for section in chapter.sections:
            yield section.content


TestAnySequenceOfEdits = OutlineMachine.TestCase
TestAnySequenceOfEdits.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
