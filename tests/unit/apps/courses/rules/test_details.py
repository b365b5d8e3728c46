"""What may be said about a course."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from apps.courses.data import CourseMaterialData, CourseSettingsData, MaterialKind
from apps.courses.rules.details import (
    InvalidCourseError,
    TooManyError,
    check_details,
    check_material,
    check_room_for,
    tidied,
)
from tests.factories.lessons import DETAILS

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


class TestTidied:
    def test_removes_the_traces_of_typing(self):
        messy = replace(
            DETAILS,
            title="  Python ",
            code=" py-101 ",
            tags=("Python", "python ", " "),
            thumbnail=" ",
        )

        tidy = tidied(messy)

        assert (tidy.title, tidy.code, tidy.tags) == ("Python", "PY-101", ("python",))
        assert tidy.thumbnail == ""

    def test_takes_an_empty_code_for_none(self):
        assert tidied(replace(DETAILS, code="  ")).code is None

    @given(tags=st.lists(st.text(max_size=8), max_size=6).map(tuple))
    def test_changes_nothing_the_second_time(self, tags):
        tidy = tidied(replace(DETAILS, tags=tags))

        assert tidied(tidy) == tidy


class TestCheckDetails:
    def test_takes_good_details(self):
        check_details(DETAILS)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "t" * 101}, "title"),
            ({"description": "d" * 1001}, "description"),
            ({"category": ""}, "category"),
            ({"code": "no spaces"}, "code"),
            ({"thumbnail": "javascript:alert(1)"}, "thumbnail"),
            ({"tags": ("t" * 31,)}, "tags.0"),
            ({"tags": tuple(str(n) for n in range(21))}, "tags"),
            ({"estimated_minutes": -1}, "estimated_minutes"),
            ({"settings": CourseSettingsData(capacity=0)}, "settings.capacity"),
            ({"settings": CourseSettingsData(capacity=10_001)}, "settings.capacity"),
            ({"settings": CourseSettingsData(starts_at=NOON, ends_at=NOON)}, "settings.ends_at"),
        ],
    )
    def test_names_the_field_that_does_not_fit(self, changes, field):
        with pytest.raises(InvalidCourseError) as caught:
            check_details(replace(DETAILS, **changes))

        assert [error.field for error in caught.value.errors] == [field]


class TestCheckMaterial:
    def test_refuses_an_address_that_runs(self):
        material = CourseMaterialData(name="x", kind=MaterialKind.LINK, url="javascript:x()")

        with pytest.raises(InvalidCourseError, match="no web address"):
            check_material(material)


class TestCheckRoomFor:
    def test_refuses_one_too_many(self):
        check_room_for("materials", held=199, most=200)
        with pytest.raises(TooManyError, match="at most 200 materials"):
            check_room_for("materials", held=200, most=200)
