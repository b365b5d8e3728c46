"""What an article may say, and when news is news."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from apps.news.data import ArticleDetails, ArticleStatus
from apps.news.rules import articles as rules
from apps.news.rules.articles import (
    InvalidArticleError,
    WrongArticleStatusError,
    WrongTimeError,
)

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def details(**changes):
    return ArticleDetails(
        **{"title": "Open day", "content": "Come.", "category_id": "c", **changes}
    )


class TestIsNews:
    @pytest.mark.parametrize(
        ("status", "expires_at", "expected"),
        [
            (ArticleStatus.PUBLISHED, None, True),
            (ArticleStatus.PUBLISHED, AT + HOUR, True),
            (ArticleStatus.PUBLISHED, AT, False),
            (ArticleStatus.SCHEDULED, None, False),
            (ArticleStatus.DRAFT, None, False),
            (ArticleStatus.EXPIRED, AT + HOUR, False),
        ],
    )
    def test_is_what_is_published_and_lasts(self, status, expires_at, expected):
        assert rules.is_news(status=status, expires_at=expires_at, at=AT) is expected


class TestCheckStep:
    @pytest.mark.parametrize(
        ("step", "allowed"),
        [
            ("published", {"draft", "scheduled", "expired"}),
            ("scheduled", {"draft", "scheduled", "expired"}),
            ("unpublished", {"published", "scheduled"}),
            ("expired", {"published"}),
            ("pinned", {"published", "scheduled"}),
        ],
    )
    def test_begins_where_it_may(self, step, allowed):
        for status in ArticleStatus:
            if status in allowed:
                rules.check_step(status, step, article_id="a")
            else:
                with pytest.raises(WrongArticleStatusError, match="can be"):
                    rules.check_step(status, step, article_id="a")


class TestCheckSchedule:
    @pytest.mark.parametrize(
        ("publish_at", "expires_at"),
        [
            (AT, None),
            (AT - HOUR, None),
            (AT + timedelta(days=731), None),
            (AT + HOUR, AT + HOUR),
            (AT + HOUR, AT),
        ],
    )
    def test_refuses_times_that_make_no_sense(self, publish_at, expires_at):
        with pytest.raises(WrongTimeError):
            rules.check_schedule(publish_at, expires_at=expires_at, at=AT)

    def test_takes_a_time_to_come(self):
        rules.check_schedule(AT + HOUR, expires_at=AT + 2 * HOUR, at=AT)


class TestTidied:
    def test_removes_the_traces_of_typing(self):
        tidy = rules.tidied(details(title=" Open \n day ", tags=("Exams", " exams", "", "Help ")))

        assert tidy.title == "Open day"
        assert tidy.tags == ("Exams", "Help")

    @given(tags=st.lists(st.text(max_size=6), max_size=6).map(tuple))
    def test_changes_nothing_the_second_time(self, tags):
        tidy = rules.tidied(details(tags=tags))

        assert rules.tidied(tidy) == tidy


class TestCheckDetails:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "t" * 301}, "title"),
            ({"summary": "s" * 501}, "summary"),
            ({"content": " "}, "content"),
            ({"content": "c" * 100_001}, "content"),
            ({"content": "nul \0"}, "content"),
            ({"content": "half \udfff"}, "content"),
            ({"tags": tuple("abcdefghijk")}, "tags"),
            ({"tags": ("t" * 51,)}, "tags.0"),
        ],
    )
    def test_names_the_field_that_does_not_fit(self, changes, field):
        with pytest.raises(InvalidArticleError) as caught:
            rules.check_details(details(**changes))

        assert [error.field for error in caught.value.errors] == [field]


class TestSlugsAfter:
    def test_remembers_the_name_until_now(self):
        assert rules.slugs_after(current="a", previous=(), new="b") == ("a",)

    def test_forgets_a_name_that_is_taken_up_again(self):
        assert rules.slugs_after(current="b", previous=("a",), new="a") == ("b",)

    @given(names=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60))
    def test_keeps_each_other_name_once_and_never_the_present_one(self, names):
        current, previous = names[0], ()
        for new in names[1:]:
            previous = rules.slugs_after(current=current, previous=previous, new=new)
            current = new

        assert set(previous) == set(names) - {current}
        assert len(previous) == len(set(previous))

    def test_keeps_the_last_twenty(self):
        current, previous = "0", ()
        for number in range(1, 40):
            previous = rules.slugs_after(current=current, previous=previous, new=str(number))
            current = str(number)

        assert previous == tuple(str(number) for number in range(19, 39))
