"""Who may write news and speak under it: the whole table."""

import pytest

from apps.news.data import CommentStatus
from apps.news.rules import access, comments
from apps.news.rules.access import NotNewsWriterError, NotOwnCommentError
from apps.news.rules.comments import InvalidCommentError, WrongParentError
from yggdrasil.context import ANONYMOUS, SYSTEM, Actor

EVERYBODY = {
    "admin": Actor(id="a", role="admin"),
    "staff": Actor(id="s", role="staff"),
    "teacher": Actor(id="t", role="teacher"),
    "student": Actor(id="u", role="student"),
    "system": SYSTEM,
    "anonymous": ANONYMOUS,
}


def who(check, error):
    allowed = set()
    for name, actor in EVERYBODY.items():
        try:
            check(actor)
        except error:
            continue
        allowed.add(name)
    return allowed


class TestCheckCanWrite:
    def test_lets_the_office(self):
        assert who(access.check_can_write, NotNewsWriterError) == {"admin", "staff", "system"}


class TestCheckCanComment:
    def test_lets_all_who_are_signed_in_in_their_own_name(self):
        def check(actor):
            access.check_can_comment(actor, author_id=actor.id)

        assert who(check, NotOwnCommentError) == set(EVERYBODY) - {"anonymous"}

    def test_lets_nobody_but_the_system_in_another_name(self):
        def check(actor):
            access.check_can_comment(actor, author_id="somebody else")

        assert who(check, NotOwnCommentError) == {"system"}


class TestCheckComment:
    @pytest.mark.parametrize("text", ["", " \n", "x" * 2_001, "nul \0", "half \ud800"])
    def test_refuses_what_is_no_comment(self, text):
        with pytest.raises(InvalidCommentError):
            comments.check_comment(text)

    def test_takes_anything_else_as_it_is(self):
        comments.check_comment("<script>alert(1)</script> 🌳")


class TestCheckParent:
    @pytest.mark.parametrize(
        ("is_same_article", "is_answer", "status"),
        [
            (False, False, CommentStatus.VISIBLE),
            (True, True, CommentStatus.VISIBLE),
            (True, False, CommentStatus.HIDDEN),
        ],
    )
    def test_refuses_what_cannot_be_answered(self, is_same_article, is_answer, status):
        with pytest.raises(WrongParentError):
            comments.check_parent(
                is_same_article=is_same_article, is_answer=is_answer, status=status
            )
